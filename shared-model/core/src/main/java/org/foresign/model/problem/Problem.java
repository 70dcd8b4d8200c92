package org.foresign.model.problem;

import java.util.List;

/**
 * Something that went wrong, in words for the person at the screen.
 *
 * @param code names the kind; its texts say what happened, what is at risk and what to do next
 * @param details public facts that belong to it (what was found, where), never a secret
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

  /** One sentence: what happened, with its details. */
  public String happened() {
    return details.isEmpty()
        ? code.happened()
        : code.happened() + " (" + String.join("; ", details) + ")";
  }

  @Override
  public String toString() {
    return code.id() + ": " + happened() + " " + code.safe() + " " + code.next();
  }
}
