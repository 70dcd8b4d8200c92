package org.foresign.desk.chain;

import org.foresign.model.eth.Address;
import org.foresign.model.staking.ForkVersion;

/**
 * The constants of a beacon chain that the desk compares with its pinned networks or plans by.
 *
 * @param committeePeriod epochs a validator is active before it may leave (SHARD_COMMITTEE_PERIOD);
 *     256 where the endpoint does not name it
 */
public record BeaconSpec(
    long secondsPerSlot,
    long slotsPerEpoch,
    long committeePeriod,
    long depositChainId,
    Address depositContract,
    ForkVersion genesisFork,
    ForkVersion capellaFork) {}
