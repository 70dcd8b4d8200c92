package org.foresign.model.eth;

import org.foresign.codec.Bytes;

/**
 * An EIP-1559 transaction with an empty access list; contract creation does not exist here.
 *
 * @param gasLimit in gas
 * @param value in wei
 */
public record Eip1559Tx(
    Chain chain, long nonce, FeeCaps fees, long gasLimit, Address to, Wei value, Bytes data) {
  /** Transaction type byte, EIP-1559. */
  public static final byte TYPE = 0x02;

  public Eip1559Tx {
    if (nonce < 0 || gasLimit <= 0) {
      throw new IllegalArgumentException("nonce or gas limit out of range");
    }
  }
}
