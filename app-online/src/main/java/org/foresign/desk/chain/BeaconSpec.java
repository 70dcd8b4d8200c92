package org.foresign.desk.chain;

import org.foresign.model.eth.Address;
import org.foresign.model.eth.ForkVersion;

/**
 * The constants of a beacon chain that the desk compares with its pinned networks or plans by.
 *
 * @param committeePeriod epochs a validator is active before it may leave (SHARD_COMMITTEE_PERIOD);
 *     256 where the endpoint does not name it
 * @param payoutDelay epochs from a withdrawal request to its payment at least (1 +
 *     MAX_SEED_LOOKAHEAD + MIN_VALIDATOR_WITHDRAWABILITY_DELAY); 261 where they are not named
 */
public record BeaconSpec(
    long secondsPerSlot,
    long slotsPerEpoch,
    long committeePeriod,
    long payoutDelay,
    long depositChainId,
    Address depositContract,
    ForkVersion genesisFork,
    ForkVersion capellaFork) {

  public BeaconSpec {
    if (secondsPerSlot < 1 || slotsPerEpoch < 1) {
      throw new IllegalArgumentException("slots and epochs last");
    }
  }

  /**
   * The slot of a block with this timestamp.
   *
   * @param time seconds since 1970, not before genesis
   */
  public long slotAt(long time, BeaconGenesis genesis) {
    return Math.floorDiv(time - genesis.time(), secondsPerSlot);
  }

  /**
   * The epoch that a finalized state is in whose newest block is of this slot: the slots from there
   * to the checkpoint are empty.
   */
  public long checkpointEpoch(long slot) {
    return Math.ceilDiv(slot, slotsPerEpoch);
  }
}
