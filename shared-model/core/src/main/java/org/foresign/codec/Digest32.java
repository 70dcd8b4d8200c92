package org.foresign.codec;

/** Thirty-two bytes that name something: a hash, a digest, a transaction id. */
public record Digest32(Bytes bytes) implements FixedBytes<Digest32> {
  public static final Digest32 ZERO = new Digest32(Bytes.of(new byte[32]));

  public Digest32 {
    bytes.requireSize(32, "a digest has");
  }

  public static Digest32 of(byte[] source) {
    return new Digest32(Bytes.of(source));
  }

  public static Digest32 parseHex(String text) {
    return new Digest32(Bytes.parseHex(text));
  }

  @Override
  public String toString() {
    return bytes.prefixedHex();
  }
}
