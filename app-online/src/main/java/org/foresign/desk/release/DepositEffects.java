package org.foresign.desk.release;

import java.util.List;
import java.util.function.Predicate;
import org.foresign.desk.chain.BeaconStatus;
import org.foresign.desk.chain.KeyStanding;
import org.foresign.desk.chain.PendingDeposit;
import org.foresign.desk.chain.Registration;
import org.foresign.desk.hold.Effect;
import org.foresign.desk.hold.FateReason;
import org.foresign.desk.release.OpenEffect.Stage;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.DepositLimits;
import org.foresign.model.staking.WithdrawalCredentials;

/**
 * What a finalized state proves about a deposit. From its block on it waits in the deposit queue
 * (EIP-6110); when it leaves, a known key is credited whatever the deposit says, and an unknown one
 * is registered or, where the signature is wrong, the deposit is gone (consensus-specs electra,
 * apply_pending_deposit).
 */
final class DepositEffects {
  private static final FateReason QUEUED = new FateReason.DepositQueued(false);

  private final Predicate<WithdrawalCredentials> ours;

  DepositEffects(Predicate<WithdrawalCredentials> ours) {
    this.ours = ours;
  }

  Stage staked(
      OpenEffect one, Operation.Stake stake, List<OpenEffect> open, ConsensusFacts chainFacts) {
    KeyStanding standing = chainFacts.keys().get(stake.validator());
    if (standing == null) {
      return waits(one);
    }
    Predicate<PendingDeposit> own =
        d ->
            d.amount().equals(stake.amount())
                && d.credentials().equals(stake.credentials())
                && d.signature().equals(stake.signature().bytes());
    return switch (standing.registration()) {
      case Registration.Validator v
          when !v.credentials().equals(stake.credentials()) && !ours.test(v.credentials()) ->
          one.stage(Effect.LOST, new FateReason.ValidatorForeign(v.index()));
      case Registration.Validator v when isQueued(one, standing, own, open, chainFacts) ->
          one.stage(Effect.QUEUED, QUEUED);
      case Registration.Validator v when !isThrough(one, chainFacts) -> waits(one);
      case Registration.Validator v -> registered(one, v);
      case Registration.Absent absent when isQueued(one, standing, own, open, chainFacts) ->
          one.stage(
              Effect.QUEUED,
              new FateReason.DepositQueued(
                  !standing.pending().stream()
                      .allMatch(d ->
                          d.credentials().equals(stake.credentials())
                              || ours.test(d.credentials()))));
      case Registration.Absent absent when !isThrough(one, chainFacts) -> waits(one);
      case Registration.Absent absent -> one.stage(Effect.LOST, new FateReason.DepositGone());
    };
  }

  private static Stage registered(OpenEffect one, Registration.Validator v) {
    if (v.status() == BeaconStatus.PENDING_INITIALIZED
        && v.balance().compareTo(DepositLimits.MAX_PLAIN) < 0) {
      return one.stage(Effect.THERE, new FateReason.ValidatorRegistered(v.index()));
    }
    return switch (v.status().coarse()) {
      case PENDING -> one.stage(Effect.QUEUED, new FateReason.ValidatorPending(v.index()));
      case EXITED -> one.stage(Effect.THERE, new FateReason.ValidatorLeft(v.index()));
      case ACTIVE, EXITING -> one.stage(Effect.THERE, new FateReason.ValidatorActive(v.index()));
    };
  }

  Stage toppedUp(
      OpenEffect one, Operation.TopUp topUp, List<OpenEffect> open, ConsensusFacts chainFacts) {
    KeyStanding standing = chainFacts.keys().get(topUp.validator());
    if (standing == null) {
      return waits(one);
    }
    if (standing.registration() instanceof Registration.Validator v
        && !ours.test(v.credentials())) {
      return one.stage(Effect.LOST, new FateReason.ValidatorForeign(v.index()));
    }
    if (isQueued(one, standing, d -> d.amount().equals(topUp.amount()), open, chainFacts)) {
      return one.stage(Effect.QUEUED, QUEUED);
    }
    if (!isThrough(one, chainFacts)) {
      return waits(one);
    }
    return standing.registration() instanceof Registration.Validator
        ? one.stage(Effect.THERE, new FateReason.DepositCredited())
        : one.stage(Effect.LOST, new FateReason.DepositGone());
  }

  /**
   * Whether the leaf's own deposit waits. Deposits like it that are in no later block than the
   * state and come after it are not its own; of the others each may be.
   */
  private static boolean isQueued(
      OpenEffect one,
      KeyStanding standing,
      Predicate<PendingDeposit> like,
      List<OpenEffect> open,
      ConsensusFacts chainFacts) {
    Long slot = one.fate().trace().slot();
    if (slot == null) {
      return false;
    }
    long waiting = standing.pending().stream().filter(like).filter(d -> d.slot() >= slot).count();
    long after =
        open.stream()
            .filter(o -> o.operation().equals(one.operation()) && isThrough(o, chainFacts))
            .filter(o -> o.leaf().nonce() > one.leaf().nonce())
            .count();
    return waiting > after;
  }

  /** The state has had the deposit: it is of a later block than the deposit's. */
  private static boolean isThrough(OpenEffect one, ConsensusFacts chainFacts) {
    Long slot = one.fate().trace().slot();
    return slot != null && slot < chainFacts.slot();
  }

  private static Stage waits(OpenEffect one) {
    return one.stage(Effect.AWAITED, new FateReason.StateAwaited(FateReason.Asked.DEPOSIT));
  }
}
