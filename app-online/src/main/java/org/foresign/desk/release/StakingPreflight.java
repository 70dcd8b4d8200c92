package org.foresign.desk.release;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresign.desk.chain.BeaconSpec;
import org.foresign.desk.chain.BeaconStatus;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.FinalityCheckpoints;
import org.foresign.desk.chain.KeyStanding;
import org.foresign.desk.chain.PendingPartialWithdrawal;
import org.foresign.desk.chain.Registration;
import org.foresign.model.batch.ValidatorStatus;
import org.foresign.model.eth.Address;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositLimits;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.model.tx.UnsignedTx;

/**
 * Checks staking leaves against the finalized consensus state. A deposit goes to whoever set the
 * key's credentials first, and a request that does not fit is dropped without a trace (consensus
 * specs electra, process_withdrawal_request, process_consolidation_request).
 */
final class StakingPreflight {
  private final BeaconView beacon;
  private final Set<Address> own;

  /**
   * @param own accounts of the paired vaults; credentials that name one of them are ours
   */
  StakingPreflight(BeaconView beacon, Set<Address> own) {
    this.beacon = beacon;
    this.own = Set.copyOf(own);
  }

  void check(UnsignedTx leaf, Findings found) {
    Address sender = leaf.slot().lane().account();
    switch (leaf.operation()) {
      case Operation.Stake stake -> checkStake(stake, found);
      case Operation.TopUp topUp -> checkTopUp(topUp, found);
      case Operation.UnstakeFull full ->
          leaving(full.validator(), sender, found)
              .ifPresent(validator -> refusePending(validator, Finding.Dropped.FULL_EXIT, found));
      case Operation.UnstakePartial partial ->
          leaving(partial.validator(), sender, found)
              .ifPresent(validator -> checkPartial(validator, found));
      case Operation.Consolidate move -> checkConsolidation(move, sender, found);
      case Operation.NativeTransfer transfer -> {}
      case Operation.TokenTransfer transfer -> {}
      case Operation.Cancel cancel -> {}
    }
  }

  boolean ours(WithdrawalCredentials credentials) {
    return credentials.address().filter(own::contains).isPresent();
  }

  private void checkStake(Operation.Stake stake, Findings found) {
    Optional<KeyStanding> standing = standing(stake.validator(), found);
    if (standing.isPresent()
        && !standing.get().isFreeOrOurs(c -> c.equals(stake.credentials()) || ours(c))) {
      found.add(new Finding.StakeForeign(stake.validator()));
    }
  }

  private void checkTopUp(Operation.TopUp topUp, Findings found) {
    Optional<KeyStanding> standing = standing(topUp.validator(), found);
    if (standing.isEmpty()) {
      return;
    }
    switch (standing.get().registration()) {
      case Registration.Absent absent -> found.add(new Finding.TopUpUnknown(topUp.validator()));
      case Registration.Validator validator -> {
        if (!ours(validator.credentials())) {
          found.add(new Finding.TopUpForeign(topUp.validator()));
        } else if (!isStaying(validator)) {
          found.add(new Finding.ValidatorLeaving(topUp.validator()));
        }
      }
    }
  }

  private Optional<KeyStanding> standing(BlsPublicKey key, Findings found) {
    return found.known(Wanted.REGISTRY, beacon.standings(Set.of(key))).map(all -> all.get(key));
  }

  /** A validator that may ask to leave, wholly or in part; what speaks against it is found. */
  private Optional<Registration.Validator> leaving(
      BlsPublicKey key, Address sender, Findings found) {
    Optional<Registration> registration =
        found
            .known(Wanted.VALIDATOR_STATE, beacon.validators(Set.of(key)))
            .map((Map<BlsPublicKey, Registration> all) -> all.get(key));
    if (registration.isEmpty()) {
      return Optional.empty();
    }
    if (!(registration.get() instanceof Registration.Validator validator)) {
      found.add(new Finding.ValidatorUnknown(key));
      return Optional.empty();
    }
    if (!validator.credentials().address().equals(Optional.of(sender))) {
      found.add(new Finding.ValidatorPaysElsewhere(key, sender));
    }
    if (validator.status() != BeaconStatus.ACTIVE_ONGOING
        || validator.exitEpoch() != Registration.NEVER) {
      found.add(new Finding.ValidatorNotActive(key));
    } else {
      checkAge(validator, found);
    }
    return found.clear() ? Optional.of(validator) : Optional.empty();
  }

  private void checkAge(Registration.Validator validator, Findings found) {
    Optional<BeaconSpec> spec = found.known(Wanted.BEACON_CONSTANTS, beacon.spec());
    Optional<FinalityCheckpoints> finality = found.known(Wanted.FINALITY, beacon.finality());
    if (spec.isPresent() && finality.isPresent()) {
      long allowed = validator.activationEpoch() + spec.get().committeePeriod();
      if (finality.get().finalized().epoch() < allowed) {
        found.add(new Finding.ValidatorTooYoung(allowed));
      }
    }
  }

  private void refusePending(
      Registration.Validator validator, Finding.Dropped what, Findings found) {
    found
        .known(
            Wanted.WAITING_WITHDRAWALS, beacon.pendingPartialWithdrawals(Set.of(validator.index())))
        .filter(waiting -> !waiting.isEmpty())
        .ifPresent(waiting -> found.add(new Finding.WithdrawalWaits(what)));
  }

  private void checkPartial(Registration.Validator validator, Findings found) {
    if (validator.credentials().kind() != WithdrawalCredentials.Kind.COMPOUNDING) {
      found.add(new Finding.NotCompounding());
    }
    found
        .known(
            Wanted.WAITING_WITHDRAWALS, beacon.pendingPartialWithdrawals(Set.of(validator.index())))
        .ifPresent(waiting -> {
          long queued =
              waiting.stream()
                  .map(PendingPartialWithdrawal::amount)
                  .mapToLong(g -> g.value())
                  .sum();
          if (validator.balance().value() - queued <= DepositLimits.MAX_PLAIN.value()) {
            found.add(new Finding.NothingToWithdraw());
          }
          found.earlier(waiting);
        });
  }

  private void checkConsolidation(Operation.Consolidate move, Address sender, Findings found) {
    Optional<Registration.Validator> source = leaving(move.source(), sender, found);
    if (source.isEmpty()) {
      return;
    }
    if (move.source().equals(move.target())) {
      if (source.get().credentials().kind() != WithdrawalCredentials.Kind.ETH1) {
        found.add(new Finding.CompoundingAlready());
      }
      return;
    }
    refusePending(source.get(), Finding.Dropped.CONSOLIDATION, found);
    Optional<Registration> target =
        found
            .known(Wanted.TARGET_STATE, beacon.validators(Set.of(move.target())))
            .map((Map<BlsPublicKey, Registration> all) -> all.get(move.target()));
    if (target.isPresent()) {
      boolean fits =
          target.get() instanceof Registration.Validator validator
              && validator.credentials().kind() == WithdrawalCredentials.Kind.COMPOUNDING
              && ours(validator.credentials())
              && validator.status() == BeaconStatus.ACTIVE_ONGOING;
      if (!fits) {
        found.add(new Finding.TargetUnfit(move.target()));
      }
    }
  }

  private static boolean isStaying(Registration.Validator validator) {
    ValidatorStatus status = validator.status().coarse();
    return status == ValidatorStatus.PENDING
        || (status == ValidatorStatus.ACTIVE && validator.exitEpoch() == Registration.NEVER);
  }
}
