package org.foresign.model.policy;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.batch.ValidatorStatus;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.NativeCoins;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositLimits;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.model.tx.UnsignedTx;

/**
 * What the desk's claims add. A fact that is absent is named as missing; one that is there takes
 * that finding away and no other.
 */
final class SnapshotRules {
  private static final long HOUR = 3_600;

  private SnapshotRules() {}

  static void checkLane(
      BatchRequest request,
      Lane lane,
      List<UnsignedTx> leaves,
      ChainFacts facts,
      List<Finding> found) {
    String name = lane.id().toString();
    Address account = lane.id().account();
    facts
        .blockTime()
        .filter(time -> time < request.plannedAt() - HOUR)
        .ifPresent(time ->
            found.add(Finding.warn(FindingCode.SNAPSHOT_OLD, name, PolicyWords.time(time))));
    List<String> missing = facts.missing(account);
    if (!missing.isEmpty()) {
      found.add(Finding.warn(FindingCode.FACT_MISSING, name, String.join(", ", missing)));
    }
    if (facts.hasCode(account)) {
      found.add(Finding.refuse(FindingCode.SENDER_HAS_CODE, name));
    }
    long first = lane.runs().getFirst().firstNonce();
    facts
        .nonce(account)
        .filter(next -> next < first)
        .ifPresent(next ->
            found.add(
                Finding.warn(
                    FindingCode.NONCE_AHEAD_OF_CHAIN, name, "next " + next, "first " + first)));
    Wei dearest =
        leaves.stream()
            .map(leaf -> ExposureCalculator.ofLeaf(leaf).of(lane.id().nativeAsset()))
            .reduce(Wei.ZERO, Wei::max);
    facts
        .balance(account)
        .filter(balance -> balance.compareTo(dearest) < 0)
        .ifPresent(balance ->
            found.add(
                Finding.warn(
                    FindingCode.BALANCE_LOW,
                    name,
                    "holds " + NativeCoins.amount(lane.id().chain(), balance),
                    "needs " + NativeCoins.amount(lane.id().chain(), dearest))));
  }

  /** What differs from tier to tier or from nonce to nonce. */
  static void checkLeaf(UnsignedTx leaf, ChainFacts facts, List<Finding> found) {
    facts
        .nonce(leaf.slot().lane().account())
        .filter(next -> next > leaf.slot().nonce())
        .ifPresent(
            next -> found.add(Finding.warn(FindingCode.NONCE_USED_ON_CHAIN, "next is " + next)));
    Wei cap = leaf.tx().fees().maxFeePerGas();
    facts
        .baseFee()
        .filter(base -> base.compareTo(cap) > 0)
        .ifPresent(base ->
            found.add(
                Finding.warn(
                    FindingCode.FEE_CAP_BELOW_BASE_FEE,
                    "base fee " + PolicyWords.gwei(base),
                    "fee cap " + PolicyWords.gwei(cap))));
  }

  /** What is the same for every tier of an operation. */
  static void checkOperation(
      UnsignedTx leaf, PolicyIndex policy, ChainFacts facts, List<Finding> found) {
    Chain chain = leaf.tx().chain();
    Address sender = leaf.slot().lane().account();
    switch (leaf.operation()) {
      case Operation.NativeTransfer transfer -> recipient(transfer.recipient(), facts, found);
      case Operation.TokenTransfer transfer -> recipient(transfer.recipient(), facts, found);
      case Operation.Stake stake -> {
        contract(leaf.tx(), facts, found);
        stake(stake, facts, found);
      }
      case Operation.TopUp topUp -> {
        contract(leaf.tx(), facts, found);
        mustBeSeen(topUp.validator(), facts, found);
        mustBeKnown(topUp.validator(), facts, found);
        asListed(topUp.validator(), chain, policy, facts, found);
        leaving(topUp.validator(), facts, found);
      }
      case Operation.Unstake unstake -> {
        requestFee(leaf.tx(), facts, found);
        owned(unstake.validator(), sender, facts, found);
        if (unstake instanceof Operation.UnstakePartial) {
          compounding(unstake.validator(), FindingCode.PARTIAL_NOT_COMPOUNDING, facts, found);
        }
      }
      case Operation.Consolidate request -> {
        requestFee(leaf.tx(), facts, found);
        owned(request.source(), sender, facts, found);
        if (!request.source().equals(request.target())) {
          mustBeSeen(request.target(), facts, found);
          mustBeKnown(request.target(), facts, found);
          asListed(request.target(), chain, policy, facts, found);
          leaving(request.target(), facts, found);
          compounding(request.target(), FindingCode.TARGET_NOT_COMPOUNDING, facts, found);
        }
      }
      case Operation.Cancel cancel -> {}
    }
  }

  /**
   * EIP-7002 pays out only what lies above 32 ETH.
   *
   * @param asked gwei of all withdrawals from this validator together, in whichever batches
   */
  static void checkExcess(
      Operation.UnstakePartial part, BigInteger asked, ChainFacts facts, List<Finding> found) {
    facts
        .validator(part.validator())
        .map(state ->
            BigInteger.valueOf(
                Math.max(0, state.effectiveBalance().value() - DepositLimits.MAX_PLAIN.value())))
        .filter(excess -> excess.compareTo(asked) < 0)
        .ifPresent(excess ->
            found.add(
                Finding.consent(
                    FindingCode.PARTIAL_ABOVE_EXCESS,
                    part.validator().toString(),
                    "above 32 ETH: " + ether(excess),
                    "asked: " + ether(asked))));
  }

  private static String ether(BigInteger gwei) {
    return new Wei(gwei.multiply(Wei.ONE_GWEI.value())).toEther() + " ETH";
  }

  private static void mustBeSeen(BlsPublicKey key, ChainFacts facts, List<Finding> found) {
    if (!facts.seen(key)) {
      found.add(Finding.consent(FindingCode.REGISTRY_UNSEEN, key.toString()));
    }
  }

  private static void recipient(Address recipient, ChainFacts facts, List<Finding> found) {
    if (facts.hasCode(recipient)) {
      found.add(Finding.warn(FindingCode.RECIPIENT_HAS_CODE, recipient.toString()));
    }
  }

  private static void stake(Operation.Stake stake, ChainFacts facts, List<Finding> found) {
    contradiction(stake.validator(), facts, found);
    if (!facts.seen(stake.validator())) {
      found.add(Finding.warn(FindingCode.FACT_MISSING, "state of validator " + stake.validator()));
    }
    Optional<SnapshotFact.ValidatorState> state = facts.validator(stake.validator());
    if (state.isEmpty()) {
      return;
    }
    WithdrawalCredentials registered = state.get().credentials();
    found.add(Finding.consent(FindingCode.VALIDATOR_KNOWN, stake.validator().toString()));
    if (!registered.equals(stake.credentials())) {
      found.add(differ(registered, stake.credentials().toString()));
    }
    leaving(stake.validator(), facts, found);
  }

  /** Source of a request: known, not gone, and its credentials name the sender. */
  private static void owned(
      BlsPublicKey key, Address sender, ChainFacts facts, List<Finding> found) {
    mustBeSeen(key, facts, found);
    mustBeKnown(key, facts, found);
    Optional<SnapshotFact.ValidatorState> state = facts.validator(key);
    if (state.isEmpty()) {
      return;
    }
    WithdrawalCredentials registered = state.get().credentials();
    if (registered.address().filter(sender::equals).isEmpty()) {
      found.add(differ(registered, sender.toString()));
    }
    if (state.get().status() == ValidatorStatus.PENDING) {
      found.add(Finding.consent(FindingCode.VALIDATOR_PENDING, key.toString()));
    }
    leaving(key, facts, found);
  }

  /**
   * The registry and the policy's list name the same address. The kind may differ: 0x01 becomes
   * 0x02 by a switch that the list did not see.
   */
  private static void asListed(
      BlsPublicKey key, Chain chain, PolicyIndex policy, ChainFacts facts, List<Finding> found) {
    Optional<WithdrawalCredentials> registered =
        facts.validator(key).map(SnapshotFact.ValidatorState::credentials);
    Optional<WithdrawalCredentials> listed =
        policy.validator(chain, key).map(Policy.KnownValidator::credentials);
    if (registered.isPresent()
        && listed.isPresent()
        && !registered.get().address().equals(listed.get().address())) {
      found.add(differ(registered.get(), listed.get().toString()));
    }
  }

  private static void mustBeKnown(BlsPublicKey key, ChainFacts facts, List<Finding> found) {
    contradiction(key, facts, found);
    if (facts.unknown(key)) {
      found.add(Finding.refuse(FindingCode.VALIDATOR_UNKNOWN, key.toString()));
    }
  }

  private static void contradiction(BlsPublicKey key, ChainFacts facts, List<Finding> found) {
    if (facts.unknown(key) && facts.validator(key).isPresent()) {
      found.add(Finding.refuse(FindingCode.SNAPSHOT_CONTRADICTS, key.toString()));
    }
  }

  private static void leaving(BlsPublicKey key, ChainFacts facts, List<Finding> found) {
    facts
        .validator(key)
        .ifPresent(state -> {
          if (state.status() == ValidatorStatus.EXITED) {
            found.add(Finding.refuse(FindingCode.VALIDATOR_EXITED, key.toString()));
          } else if (state.status() == ValidatorStatus.EXITING) {
            found.add(Finding.consent(FindingCode.VALIDATOR_EXITING, key.toString()));
          }
        });
  }

  private static void compounding(
      BlsPublicKey key, FindingCode code, ChainFacts facts, List<Finding> found) {
    facts
        .validator(key)
        .map(SnapshotFact.ValidatorState::credentials)
        .filter(credentials -> credentials.kind() != WithdrawalCredentials.Kind.COMPOUNDING)
        .ifPresent(credentials -> found.add(Finding.refuse(code, "registry: " + credentials)));
  }

  /** A call to a plain account succeeds, and the ether stays there. */
  private static void contract(Eip1559Tx tx, ChainFacts facts, List<Finding> found) {
    if (facts.hasNoCode(tx.to())) {
      found.add(Finding.warn(FindingCode.CONTRACT_MISSING, tx.to().toString()));
    }
  }

  private static void requestFee(Eip1559Tx tx, ChainFacts facts, List<Finding> found) {
    contract(tx, facts, found);
    if (facts.requestFee(tx.to()).isEmpty()) {
      found.add(Finding.warn(FindingCode.FACT_MISSING, "fee of requests to " + tx.to()));
    }
    facts
        .requestFee(tx.to())
        .filter(fee -> fee.compareTo(tx.value()) > 0)
        .ifPresent(fee ->
            found.add(
                Finding.warn(
                    FindingCode.REQUEST_FEE_TOO_LOW,
                    "costs " + fee.toEther() + " ETH",
                    "attached " + tx.value().toEther() + " ETH")));
  }

  private static Finding differ(WithdrawalCredentials registered, String expected) {
    return Finding.refuse(
        FindingCode.REGISTRY_CREDENTIALS_DIFFER, "registry: " + registered, "here: " + expected);
  }
}
