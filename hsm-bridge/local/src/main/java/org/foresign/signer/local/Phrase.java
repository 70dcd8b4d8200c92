package org.foresign.signer.local;

import java.util.Arrays;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Words as characters, and back; every array is the caller's to wipe. */
final class Phrase {
  private static final int MAX_WORDS = 24;
  // Room for generous blanks between the words; anything longer is no phrase.
  private static final int MAX_CHARS = 2_000;

  private Phrase() {}

  /**
   * Word numbers of a phrase.
   *
   * @throws ProblemException with a {@link KeyProblem} that names places, never words
   */
  static int[] indices(char[] phrase, Bip39Words words) throws ProblemException {
    int[] found = new int[MAX_WORDS];
    int count = 0;
    try {
      int start = skipBlanks(phrase, 0);
      while (start < phrase.length) {
        if (count == MAX_WORDS || phrase.length > MAX_CHARS) {
          throw Problem.of(KeyProblem.KEY_WORD_COUNT, "more than 24").asException();
        }
        int end = start;
        while (end < phrase.length && !isBlank(phrase[end])) {
          end++;
        }
        int index = words.indexOf(phrase, start, end);
        if (index < 0) {
          throw Problem.of(KeyProblem.KEY_WORD_UNKNOWN, "word " + (count + 1)).asException();
        }
        found[count++] = index;
        start = skipBlanks(phrase, end);
      }
      if (!Mnemonic.isLength(count)) {
        throw Problem.of(KeyProblem.KEY_WORD_COUNT, "found " + count).asException();
      }
      return Arrays.copyOf(found, count);
    } finally {
      Arrays.fill(found, 0);
    }
  }

  /** The phrase of word numbers: lower case, single blanks. */
  static char[] of(int[] indices, Bip39Words words) {
    char[] room = new char[indices.length * (Bip39Words.LONGEST + 1)];
    int length = 0;
    try {
      for (int index : indices) {
        if (length > 0) {
          room[length++] = ' ';
        }
        String word = words.word(index);
        word.getChars(0, word.length(), room, length);
        length += word.length();
      }
      return Arrays.copyOf(room, length);
    } finally {
      Arrays.fill(room, '\0');
    }
  }

  private static int skipBlanks(char[] text, int from) {
    int at = from;
    while (at < text.length && isBlank(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char sign) {
    return sign == ' ' || sign == '\t' || sign == '\n' || sign == '\r';
  }
}
