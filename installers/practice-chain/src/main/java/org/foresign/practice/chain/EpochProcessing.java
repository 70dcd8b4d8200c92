package org.foresign.practice.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.model.eth.Gwei;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositLimits;
import org.foresign.practice.chain.BeaconState.PendingConsolidation;
import org.foresign.practice.chain.BeaconState.PendingDeposit;

/**
 * What happens at the end of an epoch (consensus-specs electra, process_epoch): finality,
 * activations, the deposit queue, consolidations and effective balances. No rewards are paid.
 */
record EpochProcessing(BeaconClock clock, DepositVerifier verifier) {
  static final long INCREMENT = 1_000_000_000L;

  /**
   * HYSTERESIS_DOWNWARD_MULTIPLIER and HYSTERESIS_UPWARD_MULTIPLIER in quarters of an increment.
   */
  private static final long DOWNWARD = INCREMENT / 4;

  private static final long UPWARD = INCREMENT / 4 * 5;

  /**
   * Ends {@code epoch}.
   *
   * @param advanceFinality false while finality is held back
   */
  void end(BeaconState state, long epoch, boolean advanceFinality) {
    if (advanceFinality) {
      state.justifiedEpoch = epoch;
      state.finalizedEpoch = Math.max(state.finalizedEpoch, epoch - 1);
    }
    updateRegistry(state, epoch);
    processDeposits(state, epoch);
    processConsolidations(state, epoch);
    updateEffectiveBalances(state);
  }

  private void updateRegistry(BeaconState state, long epoch) {
    for (Validator v : List.copyOf(state.validators)) {
      if (v.eligibilityEpoch() == Validator.NEVER
          && v.effectiveBalance().compareTo(DepositLimits.MAX_PLAIN) >= 0) {
        state.update(v.index(), old -> old.eligibleAt(epoch + 1));
      } else if (v.activationEpoch() == Validator.NEVER
          && v.eligibilityEpoch() <= state.finalizedEpoch) {
        state.update(v.index(), old -> old.activeFrom(clock.activationExitEpoch(epoch)));
      }
    }
  }

  private void processDeposits(BeaconState state, long epoch) {
    long finalizedSlot = state.finalizedEpoch * clock.slotsPerEpoch();
    List<PendingDeposit> postponed = new ArrayList<>();
    int taken = 0;
    while (taken < state.pendingDeposits.size() && taken < clock.depositsPerEpoch()) {
      PendingDeposit pending = state.pendingDeposits.get(taken);
      if (pending.slot() > finalizedSlot) {
        break;
      }
      taken++;
      Optional<Validator> known = state.find(pending.deposit().publicKey());
      if (known.isPresent()
          && known.get().isLeaving()
          && epoch + 1 <= known.get().withdrawableEpoch()) {
        postponed.add(pending);
      } else {
        apply(state, pending.deposit());
      }
    }
    state.pendingDeposits.subList(0, taken).clear();
    state.pendingDeposits.addAll(postponed);
  }

  /** apply_pending_deposit: a first deposit with a bad signature is skipped, its coins are gone. */
  private void apply(BeaconState state, DepositData deposit) {
    Optional<Validator> known = state.find(deposit.publicKey());
    if (known.isPresent()) {
      state.update(known.get().index(), v -> v.plus(deposit.amount().value()));
      return;
    }
    if (!verifier.isValid(deposit)) {
      state.drop(
          "deposit", deposit.publicKey(), "signature of a first deposit is wrong, coins lost");
      return;
    }
    Validator joining =
        Validator.joining(state.validators.size(), deposit.publicKey(), deposit.credentials())
            .withBalance(deposit.amount());
    state.add(joining.withEffectiveBalance(effective(joining)));
  }

  private void processConsolidations(BeaconState state, long epoch) {
    int done = 0;
    for (PendingConsolidation pending : state.pendingConsolidations) {
      Validator source = state.validators.get((int) pending.source());
      if (source.withdrawableEpoch() > epoch + 1) {
        break;
      }
      long moved = Math.min(source.balance().value(), source.effectiveBalance().value());
      state.update(pending.source(), v -> v.plus(-moved));
      state.update(pending.target(), v -> v.plus(moved));
      done++;
    }
    state.pendingConsolidations.subList(0, done).clear();
  }

  private static void updateEffectiveBalances(BeaconState state) {
    for (Validator v : List.copyOf(state.validators)) {
      long balance = v.balance().value();
      long effective = v.effectiveBalance().value();
      if (balance + DOWNWARD < effective || effective + UPWARD < balance) {
        state.update(v.index(), old -> old.withEffectiveBalance(effective(old)));
      }
    }
  }

  private static Gwei effective(Validator v) {
    long whole = v.balance().value() - v.balance().value() % INCREMENT;
    return new Gwei(Math.min(whole, v.maxEffectiveBalance().value()));
  }
}
