package org.foresign.crypto;

/**
 * Ed25519 signatures (RFC 8032 section 5.1) with raw keys. Public keys that are not canonical, of
 * small order or outside the prime-order group are refused, so that no key has a second form and no
 * signature fits several messages.
 */
public final class Ed25519 {
  public static final int KEY_SIZE = 32;
  public static final int SIGNATURE_SIZE = 64;

  private Ed25519() {}

  /** The public key of a private key of 32 bytes (RFC 8032 calls it a seed). */
  public static byte[] publicKey(byte[] privateKey32) {
    requireSize(privateKey32, KEY_SIZE);
    byte[] publicKey = new byte[KEY_SIZE];
    org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(privateKey32, 0, publicKey, 0);
    return publicKey;
  }

  /** Signs {@code message}; the private key stays the caller's to wipe. */
  public static byte[] sign(byte[] privateKey32, byte[] message) {
    requireSize(privateKey32, KEY_SIZE);
    byte[] signature = new byte[SIGNATURE_SIZE];
    org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
        privateKey32, 0, message, 0, message.length, signature, 0);
    return signature;
  }

  /** Whether key, signature and message fit; false for a refused key or a wrong length too. */
  public static boolean verify(byte[] publicKey32, byte[] message, byte[] signature64) {
    return signature64.length == SIGNATURE_SIZE
        && isValidPublicKey(publicKey32)
        && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
            signature64, 0, publicKey32, 0, message, 0, message.length);
  }

  /** Whether it is the canonical form of a point of the prime-order group. */
  public static boolean isValidPublicKey(byte[] publicKey32) {
    return publicKey32.length == KEY_SIZE
        && org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(publicKey32, 0);
  }

  private static void requireSize(byte[] value, int size) {
    if (value.length != size) {
      throw new IllegalArgumentException(value.length + " bytes, not " + size);
    }
  }
}
