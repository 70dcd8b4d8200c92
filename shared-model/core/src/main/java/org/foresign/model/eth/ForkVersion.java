package org.foresign.model.eth;

import org.foresign.codec.Bytes;
import org.foresign.codec.FixedBytes;

/** The four bytes that name a fork of a beacon chain (consensus-specs phase0, custom types). */
public record ForkVersion(Bytes bytes) implements FixedBytes<ForkVersion> {
  public ForkVersion {
    bytes.requireSize(4, "a fork version has");
  }

  public static ForkVersion parseHex(String text) {
    return new ForkVersion(Bytes.parseHex(text));
  }

  @Override
  public String toString() {
    return bytes.prefixedHex();
  }
}
