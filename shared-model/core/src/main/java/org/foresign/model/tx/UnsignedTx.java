package org.foresign.model.tx;

import org.foresign.codec.Digest32;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.operation.Operation;

/**
 * One leaf of a batch as both machines compute it from the request.
 *
 * @param index place in canonical order: lane, nonce, alternative, tier
 * @param alternative index of the alternative within its run
 * @param tier index of the fee tier within its alternative
 * @param reference what a payment is for, as the request says; empty without one. No part of the
 *     transaction
 * @param signingDigest Keccak-256 of the unsigned EIP-1559 payload
 */
public record UnsignedTx(
    int index,
    SlotId slot,
    int alternative,
    int tier,
    Operation operation,
    ReleaseClass releaseClass,
    Eip1559Tx tx,
    Digest32 signingDigest,
    String reference) {}
