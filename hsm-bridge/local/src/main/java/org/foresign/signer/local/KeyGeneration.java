package org.foresign.signer.local;

import java.security.SecureRandom;
import java.util.Arrays;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;

/**
 * Makes new seed words. The entropy is the system's random bytes XOR what was extracted from the
 * throws: whatever was thrown, it is never weaker than the system's bytes alone, and should those
 * be predictable it is as strong as the throws.
 */
public final class KeyGeneration {
  private final SecureRandom random;
  private final SecretAccess access;

  /**
   * @param random the operating system's generator
   */
  public KeyGeneration(SecureRandom random, SecretAccess access) {
    this.random = random;
    this.access = access;
  }

  /** New words from the system's random bytes mixed with throws, of the throws' strength. */
  public Mnemonic generate(Throws thrown) {
    byte[] fresh = new byte[thrown.bits() / 8];
    try {
      random.nextBytes(fresh);
      thrown
          .extracted()
          .run(
              access,
              raw -> {
                for (int i = 0; i < fresh.length; i++) {
                  fresh[i] ^= raw[i];
                }
              });
      return Mnemonic.ofEntropy(SecretBytes.copyOf(fresh), access);
    } finally {
      Arrays.fill(fresh, (byte) 0);
    }
  }

  /**
   * New words from the system's random bytes alone, for practice vaults.
   *
   * @param bits 128, 160, 192, 224 or 256
   */
  public Mnemonic generate(int bits) {
    return Mnemonic.ofEntropy(SecretBytes.random(bits / 8, random), access);
  }
}
