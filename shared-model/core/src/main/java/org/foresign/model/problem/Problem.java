package org.foresign.model.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.foresign.model.text.ShownText;

/**
 * Something that went wrong, in words for the person at the screen.
 *
 * @param code names the kind; its texts say what happened, what is at risk and what to do next
 * @param details public facts that belong to it (what was found, where), never a secret; kept as
 *     they came, and made harmless where they are printed
 */
public record Problem(ProblemCode code, List<String> details) {
  public Problem {
    details = List.copyOf(details);
  }

  public static Problem of(ProblemCode code, String... details) {
    return new Problem(code, List.of(details));
  }

  public ProblemException asException() {
    return new ProblemException(this);
  }

  /** One sentence: what happened, with its details in a form that is safe to print. */
  public String happened() {
    return details.isEmpty()
        ? code.happened()
        : code.happened()
            + details.stream().map(ShownText::foreign).collect(Collectors.joining("; ", " (", ")"));
  }

  @Override
  public String toString() {
    return code.id() + ": " + happened() + " " + code.safe() + " " + code.next();
  }
}
