package org.foresign.model.staking;

import org.foresign.codec.Bytes;
import org.foresign.codec.FixedBytes;

/**
 * A validator's public key: a compressed BLS12-381 G1 point of 48 bytes. Holding one says nothing
 * about the point being valid; {@link DepositCheck} does.
 */
public record BlsPublicKey(Bytes bytes) implements FixedBytes<BlsPublicKey> {
  public static final int SIZE = 48;

  public BlsPublicKey {
    bytes.requireSize(SIZE, "a validator key has");
  }

  public static BlsPublicKey of(byte[] source) {
    return new BlsPublicKey(Bytes.of(source));
  }

  public static BlsPublicKey parseHex(String text) {
    return new BlsPublicKey(Bytes.parseHex(text));
  }

  @Override
  public String toString() {
    return bytes.prefixedHex();
  }
}
