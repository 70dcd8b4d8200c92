package org.foresign.crypto;

import java.util.Arrays;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * X25519 key agreement (RFC 7748 section 5) with raw keys. Unlike the RFC's function it refuses
 * public keys that are not canonical or of small order, and the all-zero result (section 6.1).
 */
public final class X25519 {
  public static final int KEY_SIZE = 32;

  private X25519() {}

  /** The public key of a private key of 32 bytes. */
  public static byte[] publicKey(byte[] privateKey32) {
    requirePrivate(privateKey32);
    byte[] publicKey = new byte[KEY_SIZE];
    org.bouncycastle.math.ec.rfc7748.X25519.scalarMultBase(privateKey32, 0, publicKey, 0);
    return publicKey;
  }

  /**
   * The shared secret of 32 bytes, which is the caller's to wipe and never a key by itself.
   *
   * @throws ProblemException if the public key is refused
   */
  public static byte[] agree(byte[] privateKey32, byte[] publicKey32) throws ProblemException {
    requirePrivate(privateKey32);
    byte[] shared = new byte[KEY_SIZE];
    if (!isCanonical(publicKey32)
        || !org.bouncycastle.math.ec.rfc7748.X25519.calculateAgreement(
            privateKey32, 0, publicKey32, 0, shared, 0)) {
      Arrays.fill(shared, (byte) 0);
      throw Problem.of(CryptoProblem.PUBLIC_KEY_REFUSED, "X25519").asException();
    }
    return shared;
  }

  /** Whether it is a canonical coordinate of a point that is not of small order. */
  public static boolean isValidPublicKey(byte[] publicKey32) {
    // Clamping makes this scalar 2^254: it takes exactly the points of order 1, 2, 4, 8 to zero.
    byte[] powerOfTwo = new byte[KEY_SIZE];
    powerOfTwo[31] = 0x40;
    return isCanonical(publicKey32)
        && org.bouncycastle.math.ec.rfc7748.X25519.calculateAgreement(
            powerOfTwo, 0, publicKey32, 0, new byte[KEY_SIZE], 0);
  }

  /** Below 2^255 - 19, little-endian, with the unused top bit clear. */
  private static boolean isCanonical(byte[] publicKey32) {
    if (publicKey32.length != KEY_SIZE || publicKey32[31] < 0) {
      return false;
    }
    if (publicKey32[31] != 0x7f || (publicKey32[0] & 0xff) < 0xed) {
      return true;
    }
    for (int i = 1; i < 31; i++) {
      if (publicKey32[i] != (byte) 0xff) {
        return true;
      }
    }
    return false;
  }

  private static void requirePrivate(byte[] key) {
    if (key.length != KEY_SIZE) {
      throw new IllegalArgumentException(key.length + " bytes, not " + KEY_SIZE);
    }
  }
}
