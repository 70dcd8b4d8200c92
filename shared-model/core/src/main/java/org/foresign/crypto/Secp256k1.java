package org.foresign.crypto;

import java.util.ServiceLoader;
import org.foresign.codec.Bytes;

/**
 * ECDSA over secp256k1 (SEC 2 section 2.4.1). Every implementation gives the same bytes: nonces by
 * RFC 6979 with HMAC-SHA-256, low s (EIP-2), the parity of R's y. Implementations are thread-safe.
 * Private keys stay the caller's to wipe.
 */
public interface Secp256k1 {
  /** The fastest implementation on the class path, Bouncy Castle when there is no native one. */
  static Secp256k1 best() {
    for (CryptoProvider provider : ServiceLoader.load(CryptoProvider.class)) {
      var offered = provider.secp256k1();
      if (offered.isPresent()) {
        return offered.get();
      }
    }
    return new BouncySecp256k1();
  }

  /**
   * Signs {@code digest32}, writing r, s (32 bytes each) and the parity byte 0 or 1 to {@code
   * out65}.
   *
   * @throws IllegalArgumentException if a length is wrong or the key is not in 1 to n - 1
   */
  void signInto(byte[] privateKey32, byte[] digest32, byte[] out65);

  /** As {@link #signInto} with the result as a value. */
  default EcdsaSignature sign(byte[] privateKey32, byte[] digest32) {
    byte[] out = new byte[65];
    signInto(privateKey32, digest32, out);
    return new EcdsaSignature(Bytes.of(out, 0, 64), out[64]);
  }

  /**
   * The public key of {@code privateKey32}: 0x04, x and y, 65 bytes.
   *
   * @throws IllegalArgumentException if the key is not in 1 to n - 1
   */
  byte[] publicKey(byte[] privateKey32);

  /**
   * The public key that made {@code signature} over {@code digest32}, 65 bytes (SEC 1 section
   * 4.1.6).
   *
   * @throws IllegalArgumentException if no key could have made it
   */
  byte[] recover(byte[] digest32, EcdsaSignature signature);

  /** Whether it is 32 bytes and in 1 to n - 1. */
  boolean isValidPrivateKey(byte[] privateKey32);

  /** Which implementation this is, for reports. */
  String name();
}
