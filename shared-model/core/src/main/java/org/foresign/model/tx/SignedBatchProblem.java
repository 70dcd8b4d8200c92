package org.foresign.model.tx;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a signed batch beyond its bytes. */
public enum SignedBatchProblem implements ProblemCode {
  RESULT_TOO_LARGE(
      "This signed batch is larger than 1 MiB.",
      Text.UNTOUCHED,
      "Sign a smaller batch; treat a sender who exported this one as suspect."),
  RESULT_UNKNOWN_CODE(
      "This signed batch names a release class or a way to wrap keys that this program can not read.",
      Text.UNTOUCHED,
      "Bring both machines to the same release and export again."),
  RESULT_INCONSISTENT(
      "The parts of this signed batch contradict each other.",
      Text.UNTOUCHED,
      "Export the result again at the vault; if it happens twice, treat it as suspect.");

  private static final class Text {
    static final String UNTOUCHED = "Nothing was taken over; no signature was used.";
  }

  private final String happened;
  private final String safe;
  private final String next;

  SignedBatchProblem(String happened, String safe, String next) {
    this.happened = happened;
    this.safe = safe;
    this.next = next;
  }

  @Override
  public String happened() {
    return happened;
  }

  @Override
  public String safe() {
    return safe;
  }

  @Override
  public String next() {
    return next;
  }
}
