package org.foresign.desk.chain.beacon;

import org.foresign.codec.Digest32;

/** A beacon block header. */
record BeaconHeader(long slot, Digest32 root, Digest32 parentRoot) {}
