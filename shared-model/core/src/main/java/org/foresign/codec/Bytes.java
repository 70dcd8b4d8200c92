package org.foresign.codec;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable sequence of bytes: copied in, copied out, compared by content. Never for secrets.
 */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);
  private static final HexFormat HEX = HexFormat.of();

  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** Copies {@code source}. */
  public static Bytes of(byte... source) {
    return source.length == 0 ? EMPTY : new Bytes(source.clone());
  }

  /** Copies {@code length} bytes of {@code source} from {@code offset}. */
  public static Bytes of(byte[] source, int offset, int length) {
    return new Bytes(Arrays.copyOfRange(source, offset, offset + length));
  }

  /**
   * Reads hex digits of either case, with or without {@code 0x}.
   *
   * @throws IllegalArgumentException on an odd length or a sign that is no hex digit
   */
  public static Bytes parseHex(String text) {
    return new Bytes(HEX.parseHex(text.startsWith("0x") ? text.substring(2) : text));
  }

  /**
   * @param what such as "a digest has"
   * @throws IllegalArgumentException if it is another size
   */
  public void requireSize(int wanted, String what) {
    if (size() != wanted) {
      throw new IllegalArgumentException(what + " " + wanted + " bytes, not " + size());
    }
  }

  public int size() {
    return value.length;
  }

  public boolean isEmpty() {
    return value.length == 0;
  }

  public byte at(int index) {
    return value[index];
  }

  public byte[] toArray() {
    return value.clone();
  }

  /** Copies all bytes into {@code target} from {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(value, 0, target, offset, value.length);
  }

  public Bytes slice(int offset, int length) {
    return of(value, offset, length);
  }

  public Bytes concat(Bytes next) {
    byte[] joined = Arrays.copyOf(value, value.length + next.value.length);
    System.arraycopy(next.value, 0, joined, value.length, next.value.length);
    return new Bytes(joined);
  }

  /** Lower-case hex without prefix. */
  public String hex() {
    return HEX.formatHex(value);
  }

  /** Lower-case hex with {@code 0x}, as JSON-RPC writes data. */
  public String prefixedHex() {
    return "0x" + hex();
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return prefixedHex();
  }
}
