package org.foresign.desk.release;

import java.util.List;
import java.util.function.Predicate;
import org.foresign.desk.chain.BeaconStatus;
import org.foresign.desk.chain.KeyStanding;
import org.foresign.desk.chain.PendingDeposit;
import org.foresign.desk.chain.Registration;
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
  private static final String QUEUED = "the deposit waits in the queue";

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
          one.stage(Effect.LOST, "validator " + v.index() + " belongs to somebody else");
      case Registration.Validator v when isQueued(one, standing, own, open, chainFacts) ->
          one.stage(Effect.QUEUED, QUEUED);
      case Registration.Validator v when !isThrough(one, chainFacts) -> waits(one);
      case Registration.Validator v -> registered(one, v);
      case Registration.Absent absent when isQueued(one, standing, own, open, chainFacts) ->
          one.stage(
              Effect.QUEUED,
              standing.pending().stream()
                      .allMatch(d ->
                          d.credentials().equals(stake.credentials()) || ours.test(d.credentials()))
                  ? QUEUED
                  : QUEUED + ", and so does somebody else's for the same key");
      case Registration.Absent absent when !isThrough(one, chainFacts) -> waits(one);
      case Registration.Absent absent ->
          one.stage(Effect.LOST, "the deposit left the queue and the key is not registered");
    };
  }

  private static Stage registered(OpenEffect one, Registration.Validator v) {
    if (v.status() == BeaconStatus.PENDING_INITIALIZED
        && v.balance().compareTo(DepositLimits.MAX_PLAIN) < 0) {
      return one.stage(
          Effect.THERE, "validator " + v.index() + " is registered and ours, below 32 ETH");
    }
    return switch (v.status().coarse()) {
      case PENDING ->
          one.stage(Effect.QUEUED, "validator " + v.index() + " waits for its activation");
      case EXITED ->
          one.stage(Effect.THERE, "validator " + v.index() + " is ours and has left since");
      case ACTIVE, EXITING ->
          one.stage(Effect.THERE, "validator " + v.index() + " is active and ours");
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
      return one.stage(Effect.LOST, "validator " + v.index() + " belongs to somebody else");
    }
    if (isQueued(one, standing, d -> d.amount().equals(topUp.amount()), open, chainFacts)) {
      return one.stage(Effect.QUEUED, QUEUED);
    }
    if (!isThrough(one, chainFacts)) {
      return waits(one);
    }
    return standing.registration() instanceof Registration.Validator
        ? one.stage(Effect.THERE, "the deposit is credited")
        : one.stage(Effect.LOST, "the deposit left the queue and the key is not registered");
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
    return one.stage(Effect.AWAITED, "waits for a finalized state that has the deposit");
  }
}
