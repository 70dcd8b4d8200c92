package org.foresign.model.wrap;

import org.foresign.codec.Bytes;
import org.foresign.crypto.AesGcm256;
import org.foresign.crypto.Argon2Parameters;

/**
 * One stored secret, or a share of one, behind one person's passphrase
 * (docs/spec/wrapped-secret.md).
 *
 * @param number from 1, one a person
 * @param threshold shares needed, 1 for a whole secret
 * @param shareIndex 0 for a whole secret
 * @param salt of Argon2id, 16 bytes
 * @param commitment 32 bytes; compared before decryption
 * @param nonce 12 bytes
 * @param sealed the secret, 16 to 64 bytes, and 16 bytes of tag
 */
public record WrappedSecret(
    SecretWrapKind kind,
    SecretPurpose purpose,
    long number,
    int threshold,
    int shareIndex,
    Bytes salt,
    Argon2Parameters cost,
    Bytes commitment,
    Bytes nonce,
    Bytes sealed) {
  public static final int VERSION = 1;
  public static final int MAX_BYTES = 512;
  public static final int SALT_SIZE = 16;

  static final int MIN_SECRET = 16;
  static final int MAX_SECRET = 64;
  static final int MAX_SHARES = 16;
  static final long MAX_NUMBER = 0xffff_ffffL;

  public WrappedSecret {
    if (number < 1 || number > MAX_NUMBER) {
      throw new IllegalArgumentException("wraps count from 1");
    }
    if (threshold < 1
        || threshold > MAX_SHARES
        || shareIndex < 0
        || shareIndex > MAX_SHARES
        || (shareIndex == 0) != (threshold == 1)) {
      throw new IllegalArgumentException("a whole secret, and only one, has threshold 1");
    }
    if (salt.size() != SALT_SIZE
        || commitment.size() != 32
        || nonce.size() != AesGcm256.NONCE_SIZE) {
      throw new IllegalArgumentException(
          "salt, commitment or nonce of a wrap has the wrong length");
    }
    int secret = sealed.size() - AesGcm256.TAG_SIZE;
    if (secret < MIN_SECRET || secret > MAX_SECRET) {
      throw new IllegalArgumentException("a wrap holds a secret of 16 to 64 bytes");
    }
  }
}
