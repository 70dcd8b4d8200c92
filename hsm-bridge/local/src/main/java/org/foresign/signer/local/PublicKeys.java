package org.foresign.signer.local;

/** Forms of a public key. */
final class PublicKeys {
  private static final int FIELD = 32;

  private PublicKeys() {}

  /** The 33-byte form of a 65-byte key (SEC 1 section 2.3.3). */
  static byte[] compressed(byte[] uncompressed) {
    if (uncompressed.length != 1 + 2 * FIELD || uncompressed[0] != 4) {
      throw new IllegalArgumentException("not an uncompressed public key");
    }
    byte[] compressed = new byte[1 + FIELD];
    compressed[0] = (byte) (2 + (uncompressed[2 * FIELD] & 1));
    System.arraycopy(uncompressed, 1, compressed, 1, FIELD);
    return compressed;
  }
}
