package org.foresign.practice.chain;

/**
 * The consensus clock, far faster than a real one (consensus-specs presets have 32 slots and delays
 * of 4 and 256 epochs).
 *
 * @param slotsPerEpoch slots in an epoch; each slot has a block
 * @param secondsPerSlot what timestamps advance by
 * @param seedLookahead MAX_SEED_LOOKAHEAD, epochs before an activation or exit takes effect
 * @param committeePeriod SHARD_COMMITTEE_PERIOD, epochs a validator is active before it may leave
 * @param withdrawabilityDelay MIN_VALIDATOR_WITHDRAWABILITY_DELAY, epochs from exit to payout
 * @param depositsPerEpoch MAX_PENDING_DEPOSITS_PER_EPOCH
 */
public record BeaconClock(
    int slotsPerEpoch,
    int secondsPerSlot,
    int seedLookahead,
    int committeePeriod,
    int withdrawabilityDelay,
    int depositsPerEpoch) {
  /** Four slots an epoch and one epoch for each delay. */
  public static final BeaconClock FAST = new BeaconClock(4, 12, 1, 1, 1, 256);

  public BeaconClock {
    if (slotsPerEpoch < 1
        || secondsPerSlot < 1
        || seedLookahead < 0
        || committeePeriod < 0
        || withdrawabilityDelay < 0
        || depositsPerEpoch < 1) {
      throw new IllegalArgumentException("a clock has positive steps");
    }
  }

  long epochOf(long slot) {
    return slot / slotsPerEpoch;
  }

  boolean startsEpoch(long slot) {
    return slot % slotsPerEpoch == 0;
  }

  /** compute_activation_exit_epoch (consensus-specs phase0). */
  long activationExitEpoch(long epoch) {
    return epoch + 1 + seedLookahead;
  }
}
