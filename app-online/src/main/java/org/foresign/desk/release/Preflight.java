package org.foresign.desk.release;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.desk.chain.AccountCode;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.CallRequest;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.PendingNonce;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.Simulation;
import org.foresign.desk.release.ReleaseCandidate.Held;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;

/**
 * Checks a leaf against the chain before it leaves, by known facts only. Nothing here touches a
 * signature: the simulation is a plain call.
 */
final class Preflight {
  /** Executable transactions that geth guarantees an account in its pool (txpool.accountslots). */
  static final int MAX_IN_FLIGHT = 16;

  /** The word that an ABI true is. */
  private static final Bytes TRUE = Bytes.parseHex("00".repeat(31) + "01");

  private final StakingPreflight staking;

  Preflight(StakingPreflight staking) {
    this.staking = staking;
  }

  Findings check(ReleaseCandidate candidate, LaneFacts chainFacts) {
    Findings found = new Findings();
    Held leaf = candidate.leaf();
    checkGas(leaf, found);
    Optional<AccountState> account = found.known(Wanted.ACCOUNT_STATE, chainFacts.account());
    found
        .known(Wanted.BASE_FEE, chainFacts.baseFee())
        .ifPresent(base -> checkCap(leaf, base, found));
    if (account.isPresent()) {
      checkCode(account.get(), found);
      checkNonce(candidate, account.get(), chainFacts, found);
      checkFunds(candidate, account.get(), found);
    }
    if (!found.clear()) {
      return found; // what speaks against it already need not be asked further
    }
    checkRequestFee(leaf, chainFacts, found);
    staking.check(leaf.tx(), found);
    if (found.clear()) {
      simulate(candidate, chainFacts, found);
      noteRecipient(leaf, chainFacts, found);
    }
    return found;
  }

  private static void checkGas(Held leaf, Findings found) {
    switch (GasOutlook.of(leaf.tx())) {
      case VALID -> {}
      case AT_RISK -> found.add(new Finding.GasAtRisk());
      case DEAD -> found.add(new Finding.GasTooLow());
    }
  }

  private static void checkCap(Held leaf, Wei baseFee, Findings found) {
    Wei cap = leaf.tx().tx().fees().maxFeePerGas();
    if (cap.compareTo(baseFee) < 0) {
      found.add(new Finding.UnderPriced(cap, baseFee));
    }
  }

  private static void checkCode(AccountState account, Findings found) {
    switch (account.code()) {
      case AccountCode.None none -> {}
      case AccountCode.Delegated delegated ->
          found.add(new Finding.SenderDelegated(delegated.target()));
      case AccountCode.Contract contract -> found.add(new Finding.SenderHasCode());
    }
  }

  /** A recipient that was a plain account at planning may have code by now (EIP-7702). */
  private static void noteRecipient(Held leaf, LaneFacts chainFacts, Findings found) {
    Optional<Address> recipient =
        switch (leaf.tx().operation()) {
          case Operation.NativeTransfer pay -> Optional.of(pay.recipient());
          case Operation.TokenTransfer pay -> Optional.of(pay.recipient());
          case Operation.Stake stake -> Optional.empty();
          case Operation.TopUp topUp -> Optional.empty();
          case Operation.Unstake unstake -> Optional.empty();
          case Operation.Consolidate move -> Optional.empty();
          case Operation.Cancel cancel -> Optional.empty();
        };
    if (recipient.isEmpty()) {
      return;
    }
    Fact<AccountCode> fact = chainFacts.poll().ask(Moment.LATEST, Question.code(recipient.get()));
    if (!(fact instanceof Fact.Known<AccountCode>(AccountCode code, var block))) {
      found.add(new Finding.RecipientUnknown(fact));
      return;
    }
    switch (code) {
      case AccountCode.None none -> {}
      case AccountCode.Delegated delegated ->
          found.add(new Finding.RecipientDelegated(delegated.target()));
      case AccountCode.Contract contract -> found.add(new Finding.RecipientContract());
    }
  }

  private static void checkNonce(
      ReleaseCandidate candidate, AccountState account, LaneFacts chainFacts, Findings found) {
    long nonce = candidate.nonce();
    if (account.nonce() > nonce) {
      found.add(new Finding.NonceUsed(nonce, account.nonce()));
      return;
    }
    Set<Long> sent = new HashSet<>();
    candidate.underway().forEach(h -> sent.add(h.leaf().nonce()));
    for (long before = account.nonce(); before < nonce; before++) {
      if (!sent.contains(before)) {
        found.add(new Finding.NonceBefore(before));
        return;
      }
    }
    if (nonce - account.nonce() >= MAX_IN_FLIGHT) {
      found.add(new Finding.LaneFull(MAX_IN_FLIGHT));
    }
    if (!sent.contains(nonce)) {
      found
          .known(Wanted.PENDING_NONCE, chainFacts.pending())
          .ifPresent(pending -> checkPools(candidate, pending, found));
    }
  }

  /** One endpoint alone can't stop a release by what it claims of its pool; a quorum can. */
  private static void checkPools(ReleaseCandidate candidate, PendingNonce pending, Findings found) {
    long nonce = candidate.nonce();
    if (pending.pools() == 0) {
      found.add(new Finding.NoPoolShown());
    }
    if (pending.highest() <= nonce) {
      return;
    }
    found.add(
        candidate.leaf().isCancel()
            ? new Finding.PoolRace(nonce)
            : pending.agreed() > nonce
                ? new Finding.PoolTaken(nonce)
                : new Finding.PoolClaim(nonce));
  }

  /** The account has to hold every cap that is on its way at once, and this one. */
  private static void checkFunds(ReleaseCandidate candidate, AccountState account, Findings found) {
    Wei needed = cost(candidate.leaf());
    for (long before = account.nonce(); before < candidate.nonce(); before++) {
      long nonce = before;
      needed =
          candidate.underway().stream()
              .filter(h -> h.leaf().nonce() == nonce)
              .map(Preflight::cost)
              .max(Wei::compareTo)
              .orElse(Wei.ZERO)
              .plus(needed);
    }
    if (account.balance().compareTo(needed) < 0) {
      found.add(new Finding.BalanceTooLow(candidate.lane().chain(), account.balance(), needed));
    }
  }

  private static Wei cost(Held held) {
    Eip1559Tx tx = held.tx().tx();
    return tx.value().plus(tx.fees().maxFeePerGas().times(tx.gasLimit()));
  }

  private static void checkRequestFee(Held leaf, LaneFacts chainFacts, Findings found) {
    switch (leaf.tx().operation()) {
      case Operation.Unstake unstake ->
          checkRequestFee(
              chainFacts
                  .poll()
                  .ask(Moment.LATEST, Question.requestFee(Networks.WITHDRAWAL_REQUESTS)),
              unstake.requestFee(),
              found);
      case Operation.Consolidate consolidate ->
          checkRequestFee(
              chainFacts
                  .poll()
                  .ask(Moment.LATEST, Question.requestFee(Networks.CONSOLIDATION_REQUESTS)),
              consolidate.requestFee(),
              found);
      case Operation.Stake stake -> {}
      case Operation.TopUp topUp -> {}
      case Operation.NativeTransfer transfer -> {}
      case Operation.TokenTransfer transfer -> {}
      case Operation.Cancel cancel -> {}
    }
  }

  private static void checkRequestFee(Fact<Wei> fee, Wei attached, Findings found) {
    found
        .known(Wanted.REQUEST_FEE, fee)
        .filter(now -> now.compareTo(attached) > 0)
        .ifPresent(now -> found.add(new Finding.RequestFeeTooLow(now, attached)));
  }

  /**
   * Runs the call without a signature. The pending block is the one that counts; where it may hold
   * this nonce's own leaf already, the newest block stands in for it.
   */
  private static void simulate(ReleaseCandidate candidate, LaneFacts chainFacts, Findings found) {
    Eip1559Tx tx = candidate.leaf().tx().tx();
    boolean itselfPending = candidate.sentBefore().isPresent();
    CallRequest call =
        new CallRequest(
            candidate.lane().account(), tx.to(), tx.value(), tx.data(), tx.gasLimit(), tx.fees());
    Moment moment = itselfPending ? Moment.LATEST : Moment.PENDING;
    found
        .known(Wanted.SIMULATION, chainFacts.poll().ask(moment, Question.simulate(call)))
        .ifPresent(simulation -> {
          judge(simulation, tx.gasLimit(), found);
          if (simulation instanceof Simulation.Succeeds succeeds
              && candidate.leaf().tx().operation() instanceof Operation.TokenTransfer) {
            judgeToken(tx.to(), succeeds.output(), chainFacts, found);
          }
        });
  }

  /**
   * A token may refuse by its answer instead of failing. EIP-20 has it answer true; older ones
   * answer nothing, and so does an address without code.
   */
  private static void judgeToken(
      Address token, Bytes output, LaneFacts chainFacts, Findings found) {
    if (output.equals(TRUE)) {
      return;
    }
    if (!output.isEmpty()) {
      found.add(new Finding.TokenRefuses());
      return;
    }
    found
        .known(Wanted.TOKEN_CODE, chainFacts.poll().ask(Moment.LATEST, Question.code(token)))
        .filter(code -> !(code instanceof AccountCode.Contract))
        .ifPresent(code -> found.add(new Finding.TokenMissing(token)));
  }

  private static void judge(Simulation simulation, long limit, Findings found) {
    switch (simulation) {
      case Simulation.Succeeds succeeds -> {
        if (succeeds.gas() > limit) {
          found.add(new Finding.OutOfGas(succeeds.gas(), limit));
        }
      }
      case Simulation.Reverts reverts -> found.add(new Finding.WouldFail(reverts.reason()));
      case Simulation.Refused refused -> found.add(new Finding.WouldBeRefused(refused.reason()));
    }
  }
}
