package org.foresign.signer.local;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.OwnFile;

/** Seed words that no real vault takes: those of development tools, and those that repeat. */
public final class PublishedMnemonics {
  private final Map<Digest32, String> known;

  private PublishedMnemonics(Map<Digest32, String> known) {
    this.known = known;
  }

  /** The list that comes with this release. */
  public static PublishedMnemonics builtIn() {
    return new PublishedMnemonics(
        OwnFile.text(PublishedMnemonics.class, "published-mnemonics.txt")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split(" ", 2))
            .collect(
                Collectors.toUnmodifiableMap(
                    parts -> Digest32.parseHex(parts[0]), parts -> parts[1])));
  }

  /**
   * Refuses words that are published or that repeat too much.
   *
   * @throws ProblemException with {@link KeyProblem#KEY_MNEMONIC_PUBLISHED}, naming where, or
   *     {@link KeyProblem#KEY_MNEMONIC_WEAK}
   */
  public void refuse(Mnemonic mnemonic) throws ProblemException {
    Optional<String> where = mnemonic.usePhrase(phrase -> find(phrase));
    if (where.isPresent()) {
      throw Problem.of(KeyProblem.KEY_MNEMONIC_PUBLISHED, where.get()).asException();
    }
    // Twelve random words repeat one in 3 % of all cases and never half of them.
    if (mnemonic.distinctWords() <= mnemonic.wordCount() / 2) {
      throw Problem.of(KeyProblem.KEY_MNEMONIC_WEAK).asException();
    }
  }

  private Optional<String> find(char[] phrase) {
    byte[] ascii = new byte[phrase.length];
    try {
      for (int i = 0; i < phrase.length; i++) {
        ascii[i] = (byte) phrase[i];
      }
      return Optional.ofNullable(known.get(Digest32.of(Sha256.hash(ascii))));
    } finally {
      Arrays.fill(ascii, (byte) 0);
    }
  }
}
