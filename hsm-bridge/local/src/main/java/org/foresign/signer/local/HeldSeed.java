package org.foresign.signer.local;

import java.util.Arrays;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;

/**
 * Seed words with the seed that they and their 25th word give. The 25th word itself is not held: it
 * opens other accounts of the same words, which are nobody's business here. Owns both; close it to
 * wipe.
 */
public final class HeldSeed implements AutoCloseable {
  private static final int SEED = 64;

  private final Mnemonic words;
  private final SecretBytes seed;
  private final SecretAccess access;

  private HeldSeed(Mnemonic words, SecretBytes seed, SecretAccess access) {
    this.words = words;
    this.seed = seed;
    this.access = access;
  }

  /**
   * @param words pass to the held seed
   * @param twentyFifth the BIP-39 passphrase, empty for none; stays the caller's
   */
  public static HeldSeed of(Mnemonic words, Passphrase twentyFifth, SecretAccess access) {
    return new HeldSeed(words, words.seed(twentyFifth), access);
  }

  /** Of words that have no 25th word; they pass to the held seed. */
  public static HeldSeed of(Mnemonic words, SecretAccess access) {
    return new HeldSeed(words, words.seed(), access);
  }

  /** From what {@link #stored} gave; {@code both} stays the caller's. */
  public static HeldSeed ofStored(SecretBytes both, SecretAccess access) {
    int entropy = both.size() - SEED;
    if (entropy < 0) {
      throw new IllegalArgumentException("a stored seed has entropy and 64 bytes");
    }
    return both.use(
        access,
        raw ->
            new HeldSeed(
                Mnemonic.ofEntropy(SecretBytes.copyOf(raw, 0, entropy), access),
                SecretBytes.copyOf(raw, entropy, SEED),
                access));
  }

  /** Entropy and 64-byte seed, one behind the other, to be sealed; the caller owns it. */
  public SecretBytes stored() {
    try (SecretBytes entropy = words.entropy()) {
      return entropy.use(
          access,
          first ->
              seed.use(
                  access,
                  second -> {
                    byte[] both = Arrays.copyOf(first, first.length + second.length);
                    System.arraycopy(second, 0, both, first.length, second.length);
                    return SecretBytes.take(both);
                  }));
    }
  }

  /** The words; they stay the held seed's. */
  public Mnemonic words() {
    return words;
  }

  /** Whether a 25th word went into the seed. */
  public boolean hasPassphrase() {
    try (SecretBytes plain = words.seed()) {
      return !plain.equalsSecret(seed);
    }
  }

  /** The key of one account; the caller owns it. */
  public LocalKey key(DerivationPath path, Secp256k1 curve) throws ProblemException {
    return LocalKey.derive(seed, path, curve, access);
  }

  @Override
  public void close() {
    words.close();
    seed.close();
  }

  @Override
  public String toString() {
    return "HeldSeed(hidden)";
  }
}
