package org.foresign.codec;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.foresign.model.problem.ProblemException;

/**
 * Writes one item of the strict CBOR subset ({@code docs/spec/cbor.md}; RFC 8949 section 4.2.1).
 *
 * <p>Containers are announced with their count and close by themselves once it is reached. A map
 * wants {@link #key} before each value, in ascending order of the encoded keys. Misuse is a bug and
 * throws {@link IllegalStateException}.
 */
public final class CborWriter {
  /** Deepest nesting of arrays and maps. */
  public static final int MAX_DEPTH = 8;

  static final int UINT = 0;
  static final int NEGINT = 1;
  static final int BYTES = 2;
  static final int TEXT = 3;
  static final int ARRAY = 4;
  static final int MAP = 5;

  private byte[] out = new byte[256];
  private int size;
  private final CborFrames frames = new CborFrames();

  /** Writes a number from 0 to 2^63 - 1. */
  public CborWriter uint(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("an unsigned number is not negative: " + value);
    }
    item();
    return head(UINT, value);
  }

  /** Writes the 64 bits of {@code value} as an unsigned number. */
  public CborWriter uint64(long value) {
    item();
    return head(UINT, value);
  }

  /** Writes a number below 0, such as a COSE algorithm id. */
  public CborWriter negint(long value) {
    if (value >= 0) {
      throw new IllegalArgumentException("not below zero: " + value);
    }
    item();
    return head(NEGINT, ~value);
  }

  /** Writes a number of either sign. */
  public CborWriter integer(long value) {
    return value < 0 ? negint(value) : uint(value);
  }

  /** Writes 0 to 2^256 - 1: a number below 2^64, else its shortest big-endian bytes (9 to 32). */
  public CborWriter quantity(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new IllegalArgumentException("a quantity lies between 0 and 2^256 - 1");
    }
    if (value.bitLength() <= 64) {
      return uint64(value.longValue());
    }
    byte[] magnitude = value.toByteArray();
    int sign = magnitude[0] == 0 ? 1 : 0;
    return bytes(magnitude, sign, magnitude.length - sign);
  }

  public CborWriter bytes(byte[] value) {
    return bytes(value, 0, value.length);
  }

  public CborWriter bytes(byte[] source, int offset, int length) {
    item();
    head(BYTES, length);
    return append(source, offset, length);
  }

  public CborWriter bytes(Bytes value) {
    item();
    head(BYTES, value.size());
    return append(value);
  }

  /**
   * Writes text as UTF-8.
   *
   * @throws IllegalArgumentException if it holds half a surrogate pair
   */
  public CborWriter text(String value) {
    ByteBuffer encoded;
    try {
      encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("this text has no UTF-8 form", e);
    }
    byte[] utf8 = new byte[encoded.remaining()];
    encoded.get(utf8);
    item();
    head(TEXT, utf8.length);
    return append(utf8, 0, utf8.length);
  }

  public CborWriter bool(boolean value) {
    item();
    reserve(1);
    out[size++] = (byte) (value ? 0xf5 : 0xf4);
    return this;
  }

  /** Opens an array of exactly {@code count} items. */
  public CborWriter array(int count) {
    return open(ARRAY, count);
  }

  /** Opens a map of exactly {@code count} keys with their values. */
  public CborWriter map(int count) {
    return open(MAP, count);
  }

  /** Writes the next key of the open map; keys ascend by their encoded bytes (0, 1, …, -1, -2). */
  public CborWriter key(long key) {
    if (!frames.awaitsKey()) {
      throw new IllegalStateException("no key is due here");
    }
    if (!frames.takeKey(key)) {
      throw new IllegalStateException("key " + key + " is not above the key before it");
    }
    return key < 0 ? head(NEGINT, ~key) : head(UINT, key);
  }

  /**
   * Writes an item that is already encoded.
   *
   * @throws IllegalStateException if it is not exactly one item of the strict subset
   */
  public CborWriter raw(Bytes item) {
    try {
      new CborReader(item.toArray(), item.size(), frames.depth()).onlyItem();
    } catch (ProblemException e) {
      throw new IllegalStateException("not one strict CBOR item", e);
    }
    item();
    return append(item);
  }

  /** The encoded item; the writer stays as it is. */
  public byte[] toByteArray() {
    if (size == 0 || frames.depth() != 0) {
      throw new IllegalStateException("the item is not complete");
    }
    return Arrays.copyOf(out, size);
  }

  /** As {@link #toByteArray()}. */
  public Bytes toBytes() {
    return Bytes.of(toByteArray());
  }

  private CborWriter open(int major, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("a count is not negative");
    }
    if (frames.depth() == MAX_DEPTH) {
      throw new IllegalStateException("deeper than " + MAX_DEPTH);
    }
    place();
    frames.open(major == MAP, count);
    return head(major, count);
  }

  private void item() {
    place();
    frames.leaf();
  }

  private void place() {
    if (frames.depth() == 0 && size > 0) {
      throw new IllegalStateException("the item is already complete");
    }
    if (frames.awaitsKey()) {
      throw new IllegalStateException("a key is due before this value");
    }
  }

  private CborWriter head(int major, long argument) {
    reserve(9);
    int type = major << 5;
    if (Long.compareUnsigned(argument, 24) < 0) {
      out[size++] = (byte) (type | (int) argument);
      return this;
    }
    int log = argument >>> 8 == 0 ? 0 : argument >>> 16 == 0 ? 1 : argument >>> 32 == 0 ? 2 : 3;
    out[size++] = (byte) (type | (24 + log));
    for (int shift = (8 << log) - 8; shift >= 0; shift -= 8) {
      out[size++] = (byte) (argument >>> shift);
    }
    return this;
  }

  private CborWriter append(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, out, size, length);
    size += length;
    return this;
  }

  private CborWriter append(Bytes value) {
    reserve(value.size());
    value.copyTo(out, size);
    size += value.size();
    return this;
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > out.length) {
      out = Arrays.copyOf(out, Math.max(needed, (int) Math.min(out.length * 2L, 1 << 30)));
    }
  }
}
