package org.foresign.model.eth;

import java.math.BigInteger;
import java.util.Arrays;
import org.foresign.codec.Bytes;

/**
 * Writes RLP (yellow paper, appendix B): byte strings, integers without leading zeros, lists. A
 * list is closed by {@link #endList}, which puts its header in front.
 */
public final class RlpWriter {
  private static final int MAX_DEPTH = 8;

  private final int[] starts = new int[MAX_DEPTH];
  private int depth;
  private byte[] out;
  private int size;

  /**
   * @param expectedSize a guess that saves copies
   */
  public RlpWriter(int expectedSize) {
    out = new byte[Math.max(expectedSize, 16)];
  }

  /** Writes a byte as it is, such as the type in front of a typed transaction (EIP-2718). */
  public RlpWriter raw(int value) {
    reserve(1);
    out[size++] = (byte) value;
    return this;
  }

  public RlpWriter bytes(Bytes value) {
    int length = value.size();
    if (length == 1 && value.at(0) >= 0) {
      return raw(value.at(0));
    }
    header(0x80, length, size);
    reserve(length);
    value.copyTo(out, size);
    size += length;
    return this;
  }

  /** Writes a number from 0 to 2^63 - 1. */
  public RlpWriter uint(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("an RLP integer is not negative");
    }
    if (value != 0 && value < 0x80) {
      return raw((int) value);
    }
    int length = (71 - Long.numberOfLeadingZeros(value)) / 8;
    header(0x80, length, size);
    reserve(length);
    for (int shift = 8 * length - 8; shift >= 0; shift -= 8) {
      out[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Writes a number of any size. */
  public RlpWriter quantity(BigInteger value) {
    if (value.bitLength() < 64) {
      return uint(value.longValueExact());
    }
    if (value.signum() < 0) {
      throw new IllegalArgumentException("an RLP integer is not negative");
    }
    return unsigned(Bytes.of(value.toByteArray()));
  }

  /** Writes big-endian bytes as a number: leading zeros are left out. */
  public RlpWriter unsigned(Bytes bigEndian) {
    int zeros = 0;
    while (zeros < bigEndian.size() && bigEndian.at(zeros) == 0) {
      zeros++;
    }
    return bytes(zeros == 0 ? bigEndian : bigEndian.slice(zeros, bigEndian.size() - zeros));
  }

  public RlpWriter beginList() {
    if (depth == MAX_DEPTH) {
      throw new IllegalStateException("deeper than " + MAX_DEPTH);
    }
    starts[depth++] = size;
    return this;
  }

  public RlpWriter endList() {
    if (depth == 0) {
      throw new IllegalStateException("no list is open");
    }
    int start = starts[--depth];
    header(0xc0, size - start, start);
    return this;
  }

  public byte[] toByteArray() {
    if (depth != 0) {
      throw new IllegalStateException("a list is still open");
    }
    return Arrays.copyOf(out, size);
  }

  public Bytes toBytes() {
    return Bytes.of(toByteArray());
  }

  /** Inserts the header of {@code length} bytes at {@code position}. */
  private void header(int base, int length, int position) {
    int more = length < 56 ? 0 : (39 - Integer.numberOfLeadingZeros(length)) / 8;
    reserve(1 + more);
    System.arraycopy(out, position, out, position + 1 + more, size - position);
    size += 1 + more;
    if (more == 0) {
      out[position] = (byte) (base + length);
      return;
    }
    out[position] = (byte) (base + 55 + more);
    for (int i = 0; i < more; i++) {
      out[position + 1 + i] = (byte) (length >>> (8 * (more - 1 - i)));
    }
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > out.length) {
      out = Arrays.copyOf(out, Math.max(needed, (int) Math.min(out.length * 2L, 1 << 30)));
    }
  }
}
