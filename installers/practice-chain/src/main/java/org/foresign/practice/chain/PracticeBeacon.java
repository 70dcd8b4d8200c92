package org.foresign.practice.chain;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.foresign.model.staking.DepositData;

/**
 * The consensus layer of the practice chain: one slot per block, with the state after each block
 * kept as long as questions and reorganisations may reach it. Not thread-safe: the ledger's lock
 * guards it.
 */
final class PracticeBeacon {
  private final BeaconClock clock;
  private final EpochProcessing epochs;
  private final RequestProcessing requests;
  private final PayoutSweep sweep;
  private final NavigableMap<Long, BeaconState> history = new TreeMap<>();
  private BeaconState state = new BeaconState();
  private boolean finalityHeld;

  PracticeBeacon(BeaconClock clock, DepositVerifier verifier, List<DepositData> validators) {
    this.clock = clock;
    this.epochs = new EpochProcessing(clock, verifier);
    this.requests = new RequestProcessing(clock);
    this.sweep = new PayoutSweep(clock);
    validators.forEach(deposit -> state.add(Validator.atGenesis(state.validators.size(), deposit)));
    history.put(0L, state.copy());
  }

  /** What a block asks of the consensus layer (EIP-7685), in the order of their types. */
  record BlockRequests(
      List<DepositData> deposits,
      List<RequestPredeploy.Request> withdrawals,
      List<RequestPredeploy.Request> consolidations) {}

  BeaconClock clock() {
    return clock;
  }

  BeaconState state() {
    return state;
  }

  long epoch() {
    return clock.epochOf(state.slot);
  }

  long finalizedSlot() {
    return state.finalizedEpoch * clock.slotsPerEpoch();
  }

  long justifiedSlot() {
    return state.justifiedEpoch * clock.slotsPerEpoch();
  }

  void holdFinality(boolean held) {
    finalityHeld = held;
  }

  /** Moves to {@code slot}, ending an epoch where one ends, and takes out what its block pays. */
  List<BeaconWithdrawal> beginSlot(long slot) {
    if (clock.startsEpoch(slot)) {
      epochs.end(state, clock.epochOf(slot) - 1, !finalityHeld);
    }
    state.slot = slot;
    return sweep.take(state);
  }

  /** Processes the requests of the slot's block and keeps the state after it. */
  void endSlot(BlockRequests block) {
    block.deposits().forEach(d -> requests.deposit(state, d));
    block.withdrawals().forEach(r -> requests.withdrawal(state, r));
    block.consolidations().forEach(r -> requests.consolidation(state, r));
    history.put(state.slot, state.copy());
  }

  Optional<BeaconState> stateAt(long slot) {
    return slot == state.slot ? Optional.of(state) : Optional.ofNullable(history.get(slot));
  }

  void returnTo(long slot) {
    BeaconState kept = history.get(slot);
    if (kept == null) {
      throw new IllegalStateException("the state of slot " + slot + " is no longer kept");
    }
    long finalizedEpoch = state.finalizedEpoch;
    state = kept.copy();
    // Finality never goes back, whatever branch follows.
    state.finalizedEpoch = Math.max(state.finalizedEpoch, finalizedEpoch);
    state.justifiedEpoch = Math.max(state.justifiedEpoch, state.finalizedEpoch);
    history.tailMap(slot, false).clear();
  }

  void forgetBefore(long slot) {
    history.headMap(slot, false).clear();
  }
}
