package org.foresign.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Slips;

/**
 * Words that a person typed from a screen or from paper. A slip of the fingers is told apart from
 * words that are others: a word that the list does not have can't be anybody's attack.
 */
public final class TypedWords {
  private static final int LONGEST_WORD = 24;
  private static final int FURTHEST = 2;
  private static final int MOST_GUESSES = 2;

  private TypedWords() {}

  /**
   * Takes typed words apart: any blanks, any case.
   *
   * @throws ProblemException with a {@link TypedWordsProblem} if it is another number of words or
   *     one is not in the list
   */
  public static List<String> require(String typed, int count) throws ProblemException {
    String plain = typed.strip().toLowerCase(Locale.ROOT);
    List<String> words = plain.isEmpty() ? List.of() : List.of(plain.split("\\s+"));
    for (int i = 0; i < Math.min(words.size(), count); i++) {
      if (!WordCode.isWord(words.get(i))) {
        throw unknown(i + 1, words.get(i));
      }
    }
    if (words.size() != count) {
      throw Problem.of(
              TypedWordsProblem.TYPED_WORDS_COUNT, words.size() + " typed, " + count + " wanted")
          .asException();
    }
    return words;
  }

  private static ProblemException unknown(int place, String word) {
    String shown = word.matches("[a-z-]{1," + LONGEST_WORD + "}") ? "'" + word + "'" : "no word";
    List<String> near = nearest(word);
    String hint = near.isEmpty() ? "" : ", did you mean '" + String.join("' or '", near) + "'?";
    return Problem.of(TypedWordsProblem.TYPED_WORD_UNKNOWN, "word " + place + " is " + shown + hint)
        .asException();
  }

  /**
   * What was probably meant: the words that are fewest slips away, if those are few enough. With
   * more than two of them it is anybody's guess.
   */
  private static List<String> nearest(String word) {
    List<String> best = new ArrayList<>();
    if (word.length() > LONGEST_WORD) {
      return best;
    }
    int least = 2 * FURTHEST + 1;
    for (String candidate : WordCode.list()) {
      if (Math.abs(candidate.length() - word.length()) <= FURTHEST) {
        int rank = 2 * Slips.between(word, candidate) + rarity(word, candidate);
        if (rank < least) {
          least = rank;
          best.clear();
        }
        if (rank == least) {
          best.add(candidate);
        }
      }
    }
    return best.size() > MOST_GUESSES ? List.of() : best;
  }

  /** Between words that are equally near: a letter doubled is common, another one too much rare. */
  private static int rarity(String typed, String meant) {
    if (single(typed).equals(single(meant))) {
      return -1;
    }
    return meant.length() < typed.length() ? 1 : 0;
  }

  private static String single(String word) {
    return word.replaceAll("(.)\\1+", "$1");
  }
}
