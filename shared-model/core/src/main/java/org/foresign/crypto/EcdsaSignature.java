package org.foresign.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.foresign.codec.Bytes;

/**
 * A secp256k1 signature in low-s form with the parity of R's y (EIP-2 section 2, EIP-1559).
 *
 * @param compact r and s, 32 bytes big-endian each
 * @param yParity 0 or 1
 */
public record EcdsaSignature(Bytes compact, int yParity) {
  /** Order of the group, SEC 2 section 2.4.1. */
  public static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private static final byte[] ORDER = HexFormat.of().parseHex(N.toString(16));
  private static final byte[] HALF_ORDER = N.shiftRight(1).toByteArray();
  private static final byte[] ZERO = new byte[32];

  public EcdsaSignature {
    if (compact.size() != 64 || (yParity != 0 && yParity != 1)) {
      throw new IllegalArgumentException("a signature is r and s of 32 bytes and a parity bit");
    }
    byte[] rs = compact.toArray();
    boolean inRange =
        compare(rs, 0, ZERO) > 0
            && compare(rs, 0, ORDER) < 0
            && compare(rs, 32, ZERO) > 0
            && compare(rs, 32, HALF_ORDER) <= 0;
    if (!inRange) {
      throw new IllegalArgumentException("r or s is out of range, or s is high");
    }
  }

  private static int compare(byte[] rs, int from, byte[] bound) {
    return Arrays.compareUnsigned(rs, from, from + 32, bound, 0, 32);
  }

  public BigInteger r() {
    return new BigInteger(1, compact.slice(0, 32).toArray());
  }

  public BigInteger s() {
    return new BigInteger(1, compact.slice(32, 32).toArray());
  }
}
