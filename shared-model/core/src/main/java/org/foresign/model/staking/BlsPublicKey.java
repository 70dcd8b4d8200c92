package org.foresign.model.staking;

import org.foresign.codec.Bytes;

/**
 * A validator's public key: a compressed BLS12-381 G1 point of 48 bytes. Holding one says nothing
 * about the point being valid; {@link DepositCheck} does.
 */
public record BlsPublicKey(Bytes bytes) implements Comparable<BlsPublicKey> {
  public static final int SIZE = 48;

  public BlsPublicKey {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a validator key has 48 bytes, not " + bytes.size());
    }
  }

  public static BlsPublicKey of(byte[] source) {
    return new BlsPublicKey(Bytes.of(source));
  }

  public static BlsPublicKey parseHex(String text) {
    return new BlsPublicKey(Bytes.parseHex(text));
  }

  public byte[] toArray() {
    return bytes.toArray();
  }

  @Override
  public int compareTo(BlsPublicKey other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public String toString() {
    return bytes.prefixedHex();
  }
}
