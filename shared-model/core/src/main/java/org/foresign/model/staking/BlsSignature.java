package org.foresign.model.staking;

import org.foresign.codec.Bytes;
import org.foresign.codec.FixedBytes;

/** A deposit's signature: a compressed BLS12-381 G2 point of 96 bytes, not yet verified. */
public record BlsSignature(Bytes bytes) implements FixedBytes<BlsSignature> {
  public static final int SIZE = 96;

  public BlsSignature {
    bytes.requireSize(SIZE, "a BLS signature has");
  }

  public static BlsSignature of(byte[] source) {
    return new BlsSignature(Bytes.of(source));
  }

  public static BlsSignature parseHex(String text) {
    return new BlsSignature(Bytes.parseHex(text));
  }

  @Override
  public String toString() {
    return bytes.prefixedHex();
  }
}
