package org.foresign.crypto;

import org.foresign.codec.Bytes;

/**
 * One BLS signature to check.
 *
 * @param publicKey 48 bytes
 * @param message signing root, 32 bytes
 * @param signature 96 bytes
 */
public record BlsTriple(Bytes publicKey, Bytes message, Bytes signature) {
  public BlsTriple {
    if (publicKey.size() != 48 || message.size() != 32 || signature.size() != 96) {
      throw new IllegalArgumentException("a BLS triple has 48, 32 and 96 bytes");
    }
  }

  /** Whether {@code bls} finds this signature right. */
  public boolean verifiesWith(Bls bls) {
    return bls.verify(publicKey.toArray(), message.toArray(), signature.toArray());
  }
}
