package org.foresign.crypto;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;

/** Argon2id version 0x13 (RFC 9106). Inputs and outputs are the caller's to wipe. */
public final class Argon2id {
  private Argon2id() {}

  /**
   * Derives {@code length} bytes (16 to 64) from a passphrase and a salt of at least 16 bytes.
   *
   * @param secret the RFC's optional K, such as a key file; empty for none
   * @throws OutOfMemoryError if the heap has less room than the parameters ask for
   */
  public static byte[] derive(
      byte[] passphrase, byte[] salt, byte[] secret, Argon2Parameters cost, int length) {
    if (salt.length < 16 || length < 16 || length > 64) {
      throw new IllegalArgumentException("Argon2id here takes 16 bytes of salt and gives 16 to 64");
    }
    return run(
        passphrase,
        salt,
        secret,
        new byte[0],
        cost.memoryKib(),
        cost.passes(),
        cost.lanes(),
        length);
  }

  /** Without limits, for the vectors of the RFC. */
  static byte[] run(
      byte[] passphrase,
      byte[] salt,
      byte[] secret,
      byte[] associated,
      int memoryKib,
      int passes,
      int lanes,
      int length) {
    var parameters =
        new org.bouncycastle.crypto.params.Argon2Parameters.Builder(
                org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
            .withVersion(org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withSecret(secret)
            .withAdditional(associated)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .build();
    byte[] out = new byte[length];
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(parameters);
      generator.generateBytes(passphrase, out);
      return out;
    } finally {
      parameters.clear();
    }
  }
}
