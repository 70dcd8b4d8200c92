package org.foresign.practice.chain;

import java.math.BigInteger;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;

/**
 * A signed EIP-1559 transaction as a node holds it.
 *
 * @param sender recovered from the signature
 * @param raw the bytes it came in
 */
record PoolTransaction(
    Digest32 hash,
    Address sender,
    long chainId,
    long nonce,
    Wei maxPriorityFee,
    Wei maxFee,
    long gasLimit,
    Address to,
    Wei value,
    Bytes data,
    int yParity,
    BigInteger r,
    BigInteger s,
    Bytes raw) {

  boolean toSelf() {
    return sender.equals(to);
  }
}
