package org.foresign.crypto;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Words that a person typed from a screen or from paper. A slip of the fingers is told apart from
 * words that are others: a word that the list does not have can't be anybody's attack.
 */
public final class TypedWords {
  private static final int LONGEST_WORD = 24;
  private static final int FURTHEST = 2;

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
    String hint = nearest(word).map(near -> ", did you mean '" + near + "'?").orElse("");
    return Problem.of(TypedWordsProblem.TYPED_WORD_UNKNOWN, "word " + place + " is " + shown + hint)
        .asException();
  }

  /** The word of the list that is fewest slips away, if that is few enough. */
  private static Optional<String> nearest(String word) {
    if (word.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    String best = null;
    int least = FURTHEST + 1;
    for (String candidate : WordCode.list()) {
      if (Math.abs(candidate.length() - word.length()) < least) {
        int slips = slips(word, candidate);
        if (slips < least) {
          least = slips;
          best = candidate;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** Letters to add, drop, change, or swap with their neighbour (optimal string alignment). */
  private static int slips(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
