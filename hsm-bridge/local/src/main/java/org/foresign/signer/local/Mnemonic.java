package org.foresign.signer.local;

import java.util.Arrays;
import org.foresign.crypto.Sha256;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.secret.SecretUse;
import org.jspecify.annotations.Nullable;

/**
 * Seed words of BIP-39, English list, held as the entropy they stand for. Owns that entropy; close
 * it to wipe.
 */
public final class Mnemonic implements AutoCloseable {
  private static final int BITS_PER_WORD = 11;

  private final SecretBytes entropy;
  private final SecretAccess access;

  private Mnemonic(SecretBytes entropy, SecretAccess access) {
    this.entropy = entropy;
    this.access = access;
  }

  /**
   * @param entropy 16, 20, 24, 28 or 32 bytes; ownership passes to the mnemonic
   */
  public static Mnemonic ofEntropy(SecretBytes entropy, SecretAccess access) {
    if (!isLength(entropy.size() * 3 / 4) || entropy.size() % 4 != 0) {
      throw new IllegalArgumentException("entropy has 16, 20, 24, 28 or 32 bytes");
    }
    return new Mnemonic(entropy, access);
  }

  /** As {@link #parse(char[], NearWords, SecretAccess)}, telling nobody what is near. */
  public static Mnemonic parse(char[] phrase, SecretAccess access) throws ProblemException {
    return parse(phrase, NearWords.NOBODY, access);
  }

  /**
   * Reads words in the forms that people write them, as {@link WrittenWords} says, and wipes {@code
   * phrase}.
   *
   * @throws ProblemException with {@link KeyProblem#KEY_WORD_COUNT}, {@link
   *     KeyProblem#KEY_WORD_UNKNOWN} naming the places, {@link KeyProblem#KEY_WORD_NUMBERING}, or
   *     {@link KeyProblem#KEY_CHECKSUM_WRONG}
   */
  public static Mnemonic parse(char[] phrase, NearWords near, SecretAccess access)
      throws ProblemException {
    int[] indices = new int[0];
    try {
      indices = WrittenWords.indices(phrase, Bip39Words.english(), near);
      return new Mnemonic(entropyOf(indices), access);
    } finally {
      Arrays.fill(indices, 0);
      Arrays.fill(phrase, '\0');
    }
  }

  /** 12, 15, 18, 21 or 24. */
  public int wordCount() {
    return entropy.size() * 3 / 4;
  }

  /** How many different words there are. */
  int distinctWords() {
    return entropy.use(
        access,
        raw -> {
          int[] indices = indicesOf(raw);
          try {
            return (int) Arrays.stream(indices).distinct().count();
          } finally {
            Arrays.fill(indices, 0);
          }
        });
  }

  /** Uses the phrase: lower-case words with single blanks between them, wiped afterwards. */
  public <R extends @Nullable Object, E extends Exception> R usePhrase(SecretUse<char[], R, E> use)
      throws E {
    return entropy.use(
        access,
        raw -> {
          int[] indices = indicesOf(raw);
          char[] phrase = WrittenWords.phrase(indices, Bip39Words.english());
          try {
            return use.apply(phrase);
          } finally {
            Arrays.fill(indices, 0);
            Arrays.fill(phrase, '\0');
          }
        });
  }

  /** A copy of the entropy with an owner of its own, to be sealed. */
  public SecretBytes entropy() {
    return entropy.duplicate();
  }

  /**
   * The 64-byte seed (BIP-39, "From mnemonic to seed"): PBKDF2 with HMAC-SHA-512, 2048 rounds, both
   * texts in NFKD. The caller owns it.
   *
   * @param passphrase the "25th word"; empty for none
   */
  public SecretBytes seed(Passphrase passphrase) {
    return usePhrase(
        phrase -> passphrase.useChars(access, words -> SeedStretch.stretch(phrase, words)));
  }

  /** The seed without a passphrase. */
  public SecretBytes seed() {
    return usePhrase(phrase -> SeedStretch.stretch(phrase, new char[0]));
  }

  @Override
  public void close() {
    entropy.close();
  }

  @Override
  public String toString() {
    return "Mnemonic(hidden)";
  }

  static boolean isLength(int words) {
    return words >= 12 && words <= 24 && words % 3 == 0;
  }

  private static SecretBytes entropyOf(int[] indices) throws ProblemException {
    int checksumBits = indices.length / 3;
    byte[] all = new byte[(indices.length * BITS_PER_WORD + 7) / 8];
    byte[] entropy = new byte[0];
    byte[] hash = new byte[0];
    try {
      for (int bit = 0; bit < indices.length * BITS_PER_WORD; bit++) {
        int value = indices[bit / BITS_PER_WORD] >>> (BITS_PER_WORD - 1 - bit % BITS_PER_WORD) & 1;
        all[bit / 8] |= (byte) (value << (7 - bit % 8));
      }
      entropy = Arrays.copyOf(all, indices.length * 4 / 3);
      hash = Sha256.hash(entropy);
      int mask = 0xff << (8 - checksumBits) & 0xff;
      if (((all[entropy.length] ^ hash[0]) & mask) != 0) {
        throw Problem.of(KeyProblem.KEY_CHECKSUM_WRONG).asException();
      }
      return SecretBytes.copyOf(entropy);
    } finally {
      Arrays.fill(all, (byte) 0);
      Arrays.fill(entropy, (byte) 0);
      Arrays.fill(hash, (byte) 0);
    }
  }

  private static int[] indicesOf(byte[] entropy) {
    byte[] all = Arrays.copyOf(entropy, entropy.length + 1);
    byte[] hash = Sha256.hash(entropy);
    try {
      all[entropy.length] = hash[0];
      int[] indices = new int[entropy.length * 3 / 4];
      for (int bit = 0; bit < indices.length * BITS_PER_WORD; bit++) {
        int value = all[bit / 8] >>> (7 - bit % 8) & 1;
        indices[bit / BITS_PER_WORD] |= value << (BITS_PER_WORD - 1 - bit % BITS_PER_WORD);
      }
      return indices;
    } finally {
      Arrays.fill(all, (byte) 0);
      Arrays.fill(hash, (byte) 0);
    }
  }
}
