package org.foresign.model.batch;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a batch request, an approval or a delivery beyond its bytes. */
public enum BatchProblem implements ProblemCode {
  REQUEST_TOO_LARGE(
      "This request has more lanes, slots, leaves or facts than a batch may have.",
      Text.UNTOUCHED,
      "Plan a smaller batch; treat a sender who exported this one as suspect."),
  REQUEST_UNKNOWN_CODE(
      "This request names an operation, chain family or other code that this program does not know.",
      Text.UNTOUCHED,
      "Bring both machines to the same release and export again."),
  REQUEST_INCONSISTENT(
      "The parts of this request contradict each other or the rules of a batch.",
      Text.UNTOUCHED,
      "Plan the batch anew; treat a sender who exported this one as suspect."),
  REQUEST_FIELD_WRONG(
      "An argument of an operation in this request has the wrong form.",
      Text.UNTOUCHED,
      "Plan the batch anew; treat a sender who exported this one as suspect."),
  REQUEST_LEAF_TWICE(
      "Two leaves of this batch would be the very same transaction.",
      Text.UNTOUCHED,
      "Remove one of the two alternatives and plan the batch anew."),
  REQUEST_LEAF_DIFFERS(
      "A transaction of this batch reads back as another operation than the one asked for.",
      "Nothing was signed. This is a fault of the program or an attack.",
      "Do not sign this batch; report it with the exported request."),
  APPROVALS_DISORDERED(
      "The approvals that came with this batch are not in order, or one came twice.",
      Text.UNTOUCHED,
      "Export the batch again with its approvals.");

  private static final class Text {
    static final String UNTOUCHED = "Nothing was taken over; no key was used.";
  }

  private final String happened;
  private final String safe;
  private final String next;

  BatchProblem(String happened, String safe, String next) {
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
