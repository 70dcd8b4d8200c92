package org.foresign.model.eth;

import org.foresign.codec.Bytes;

/** The four bytes that name a fork of a beacon chain (consensus-specs phase0, custom types). */
public record ForkVersion(Bytes bytes) implements Comparable<ForkVersion> {
  public ForkVersion {
    if (bytes.size() != 4) {
      throw new IllegalArgumentException("a fork version has 4 bytes, not " + bytes.size());
    }
  }

  public static ForkVersion parseHex(String text) {
    return new ForkVersion(Bytes.parseHex(text));
  }

  public byte[] toArray() {
    return bytes.toArray();
  }

  @Override
  public int compareTo(ForkVersion other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public String toString() {
    return bytes.prefixedHex();
  }
}
