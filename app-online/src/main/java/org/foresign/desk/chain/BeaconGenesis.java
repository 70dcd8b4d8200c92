package org.foresign.desk.chain;

import org.foresign.codec.Digest32;
import org.foresign.model.eth.ForkVersion;

/**
 * What names a beacon chain.
 *
 * @param time seconds since 1970
 */
public record BeaconGenesis(long time, Digest32 validatorsRoot, ForkVersion forkVersion) {}
