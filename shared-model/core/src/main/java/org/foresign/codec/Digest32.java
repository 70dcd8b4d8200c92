package org.foresign.codec;

/** Thirty-two bytes that name something: a hash, a digest, a transaction id. */
public record Digest32(Bytes bytes) implements Comparable<Digest32> {
  public static final Digest32 ZERO = new Digest32(Bytes.of(new byte[32]));

  public Digest32 {
    if (bytes.size() != 32) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.size());
    }
  }

  public static Digest32 of(byte[] source) {
    return new Digest32(Bytes.of(source));
  }

  public static Digest32 parseHex(String text) {
    return new Digest32(Bytes.parseHex(text));
  }

  public byte[] toArray() {
    return bytes.toArray();
  }

  @Override
  public int compareTo(Digest32 other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public String toString() {
    return bytes.prefixedHex();
  }
}
