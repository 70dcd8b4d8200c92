package org.foresign.vault.cli;

import java.util.Arrays;
import java.util.List;
import org.foresign.model.problem.ProblemException;
import org.foresign.signer.local.Throws;
import org.foresign.terminal.Prompt;

/** Asks for throws line by line until there are enough; what is typed does not show. */
final class ThrowsDialogue {
  private ThrowsDialogue() {}

  /**
   * Reads at least {@code needed} throws; the caller wipes them.
   *
   * @throws ProblemException when nobody is there, or the input ends
   */
  static char[] read(Prompt prompt, Throws.Kind kind, int needed) throws ProblemException {
    prompt.show(
        List.of(
            kind == Throws.Kind.COIN
                ? "Throw a coin; write H for heads and T for tails."
                : "Throw dice; write the numbers 1 to 6.",
            "At least "
                + needed
                + " throws, on as many lines as you like; blanks are fine. What you type does not"
                + " show."));
    char[] all = new char[0];
    int count = 0;
    boolean done = false;
    try {
      while (count < needed) {
        char[] line =
            prompt.secret(count == 0 ? "Throws" : "Throws, " + count + " of " + needed + " so far");
        try {
          count += kind.count(line);
          all = joined(all, line);
        } catch (ProblemException e) {
          prompt.show(List.of(e.problem().happened(), "The line was left out; type it again."));
        } finally {
          Arrays.fill(line, '\0');
        }
      }
      done = true;
      return all;
    } finally {
      if (!done) {
        Arrays.fill(all, '\0');
      }
    }
  }

  private static char[] joined(char[] before, char[] line) {
    char[] all = Arrays.copyOf(before, before.length + line.length);
    System.arraycopy(line, 0, all, before.length, line.length);
    Arrays.fill(before, '\0');
    return all;
  }
}
