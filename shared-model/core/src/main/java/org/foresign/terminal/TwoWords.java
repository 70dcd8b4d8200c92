package org.foresign.terminal;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.foresign.crypto.TypedWords;
import org.foresign.model.problem.ProblemException;

/**
 * A question that only who has read can answer: two of ten words, by their numbers, which are drawn
 * anew each time. Where the words stand on another screen or on paper too, both are left out of the
 * page here, so that the answer comes from there.
 */
public final class TwoWords {
  private static final String LEFT_OUT = "____";

  private final List<String> words;
  private final int first;
  private final int second;

  private TwoWords(List<String> words, int first, int second) {
    this.words = List.copyOf(words);
    this.first = first;
    this.second = second;
  }

  /** Draws two places. */
  public static TwoWords of(List<String> words, SecureRandom random) {
    int one = random.nextInt(words.size());
    int other = random.nextInt(words.size() - 1);
    if (other >= one) {
      other++;
    }
    return new TwoWords(words, Math.min(one, other), Math.max(one, other));
  }

  /**
   * How it was answered.
   *
   * @param right whether the two words are those
   * @param typed two words of the list; none if the question was left open
   */
  public record Answer(boolean right, List<String> typed) {}

  /** The page without the two words. */
  public List<String> leaveOut(List<String> page) {
    List<String> shown = new ArrayList<>(words);
    shown.set(first, LEFT_OUT);
    shown.set(second, LEFT_OUT);
    String whole = String.join(" ", words);
    String most = String.join(" ", shown);
    return page.stream().map(line -> line.replace(whole, most)).toList();
  }

  /** All words with their numbers, for what is read here and nowhere else. */
  public String numbered() {
    StringBuilder text = new StringBuilder("words:");
    for (int i = 0; i < words.size(); i++) {
      text.append("  ").append(i + 1).append(' ').append(words.get(i));
    }
    return text.toString();
  }

  /**
   * Asks; slips are asked again.
   *
   * @param source where to look, such as "the paper sheet"
   * @throws ProblemException with a {@link org.foresign.crypto.TypedWordsProblem} or a {@link
   *     TerminalProblem}
   */
  public Answer ask(Prompt prompt, String source) throws ProblemException {
    String places = "Word " + (first + 1) + " and word " + (second + 1);
    List<String> typed = List.of();
    for (int attempt = 1; attempt <= Passphrases.TRIES; attempt++) {
      String line = prompt.line(places + ", from " + source);
      if (line.isEmpty()) {
        break;
      }
      try {
        typed = TypedWords.require(line, 2);
      } catch (ProblemException e) {
        if (attempt == Passphrases.TRIES) {
          throw e;
        }
        prompt.show(List.of(e.problem().happened(), "Type both again."));
        continue;
      }
      if (fits(words, typed)) {
        return new Answer(true, typed);
      }
      if (attempt < Passphrases.TRIES) {
        prompt.show(
            List.of(
                "These are not " + places.toLowerCase(Locale.ROOT) + " here.",
                "Count again. If they do not fit, press enter alone: then nothing is done."));
      }
    }
    return new Answer(false, typed);
  }

  /** Places of the two words, counted from 1. */
  public int first() {
    return first + 1;
  }

  public int second() {
    return second + 1;
  }

  /** Whether these are the two words. */
  public boolean right(List<String> typed) {
    return fits(words, typed);
  }

  /** Whether the typed words stand at the two places of other ten words. */
  public boolean fits(List<String> ten, List<String> typed) {
    return typed.equals(List.of(ten.get(first), ten.get(second)));
  }
}
