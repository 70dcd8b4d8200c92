package org.foresign.model.staking;

import org.foresign.codec.Bytes;

/** A deposit's signature: a compressed BLS12-381 G2 point of 96 bytes, not yet verified. */
public record BlsSignature(Bytes bytes) {
  public static final int SIZE = 96;

  public BlsSignature {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a BLS signature has 96 bytes, not " + bytes.size());
    }
  }

  public static BlsSignature of(byte[] source) {
    return new BlsSignature(Bytes.of(source));
  }

  public static BlsSignature parseHex(String text) {
    return new BlsSignature(Bytes.parseHex(text));
  }

  public byte[] toArray() {
    return bytes.toArray();
  }

  @Override
  public String toString() {
    return bytes.prefixedHex();
  }
}
