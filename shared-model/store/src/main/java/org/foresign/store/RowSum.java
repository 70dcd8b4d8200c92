package org.foresign.store;

import java.nio.ByteBuffer;
import org.foresign.crypto.HmacSha256;

/** The sum of the codes of a set of rows, modulo 2^256 (docs/spec/row-binding.md). */
final class RowSum {
  private static final int WORDS = HmacSha256.SIZE / Long.BYTES;

  /** The least significant word first. */
  private final long[] words = new long[WORDS];

  static RowSum of(byte[] bytes) {
    RowSum sum = new RowSum();
    sum.add(bytes);
    return sum;
  }

  void add(byte[] code) {
    ByteBuffer number = ByteBuffer.wrap(code);
    long carry = 0;
    for (int i = 0; i < WORDS; i++) {
      long term = word(number, i);
      long partial = words[i] + term;
      long whole = partial + carry;
      carry = less(partial, term) || less(whole, carry) ? 1 : 0;
      words[i] = whole;
    }
  }

  void subtract(byte[] code) {
    ByteBuffer number = ByteBuffer.wrap(code);
    long borrow = 0;
    for (int i = 0; i < WORDS; i++) {
      long term = word(number, i);
      long partial = words[i] - term;
      long whole = partial - borrow;
      borrow = less(words[i], term) || less(partial, borrow) ? 1 : 0;
      words[i] = whole;
    }
  }

  /** The number in 32 bytes, big-endian. */
  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(HmacSha256.SIZE);
    for (int i = WORDS - 1; i >= 0; i--) {
      bytes.putLong(words[i]);
    }
    return bytes.array();
  }

  private static long word(ByteBuffer number, int index) {
    return number.getLong((WORDS - 1 - index) * Long.BYTES);
  }

  private static boolean less(long a, long b) {
    return Long.compareUnsigned(a, b) < 0;
  }
}
