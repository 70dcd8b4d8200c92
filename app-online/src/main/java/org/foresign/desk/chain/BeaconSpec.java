package org.foresign.desk.chain;

import org.foresign.model.eth.Address;
import org.foresign.model.staking.ForkVersion;

/** The constants of a beacon chain that the desk compares with its pinned networks or plans by. */
public record BeaconSpec(
    long secondsPerSlot,
    long slotsPerEpoch,
    long depositChainId,
    Address depositContract,
    ForkVersion genesisFork,
    ForkVersion capellaFork) {}
