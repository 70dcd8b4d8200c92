package org.foresign.signer.local;

import java.util.Arrays;

/**
 * Addition of secret numbers modulo the order of secp256k1, without BigInteger, which can't be
 * wiped, and without branches on the numbers.
 */
final class Scalars {
  private static final int LIMBS = 8;
  private static final long MASK = 0xffff_ffffL;

  // SEC 2 section 2.4.1, least significant 32 bits first
  private static final long[] ORDER = {
    0xd0364141L, 0xbfd25e8cL, 0xaf48a03bL, 0xbaaedce6L,
    0xfffffffeL, 0xffffffffL, 0xffffffffL, 0xffffffffL
  };

  private Scalars() {}

  /**
   * Writes {@code (a + b) mod n} to {@code out}.
   *
   * @param a below n, 32 bytes big-endian
   * @param b below n
   */
  static void add(byte[] a, byte[] b, byte[] out) {
    long[] sum = new long[LIMBS];
    long[] reduced = new long[LIMBS];
    try {
      long carry = 0;
      long borrow = 0;
      for (int i = 0; i < LIMBS; i++) {
        long limb = limb(a, i) + limb(b, i) + carry;
        sum[i] = limb & MASK;
        carry = limb >>> 32;
        long difference = sum[i] - ORDER[i] - borrow;
        reduced[i] = difference & MASK;
        borrow = difference >>> 63;
      }
      // The sum is at least n when it overflowed or when taking n away did not borrow.
      long takeReduced = -(carry | (borrow ^ 1));
      for (int i = 0; i < LIMBS; i++) {
        long limb = (reduced[i] & takeReduced) | (sum[i] & ~takeReduced);
        int at = (LIMBS - 1 - i) * 4;
        out[at] = (byte) (limb >>> 24);
        out[at + 1] = (byte) (limb >>> 16);
        out[at + 2] = (byte) (limb >>> 8);
        out[at + 3] = (byte) limb;
      }
    } finally {
      Arrays.fill(sum, 0);
      Arrays.fill(reduced, 0);
    }
  }

  private static long limb(byte[] number, int index) {
    int at = (LIMBS - 1 - index) * 4;
    return (number[at] & 0xffL) << 24
        | (number[at + 1] & 0xffL) << 16
        | (number[at + 2] & 0xffL) << 8
        | (number[at + 3] & 0xffL);
  }
}
