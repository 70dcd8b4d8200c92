package org.foresign.model.policy;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a policy document beyond its bytes. */
public enum PolicyProblem implements ProblemCode {
  POLICY_UNKNOWN_CODE(
      "This policy names an operation or chain family that this program does not know.",
      Text.UNTOUCHED,
      "Bring both machines to the same release and export again."),
  POLICY_INCONSISTENT(
      "The parts of this policy contradict each other or the rules of a policy.",
      Text.UNTOUCHED,
      "Export the policy again at the vault; treat another sender as suspect."),
  POLICY_NAME_REFUSED(
      "A name has signs that could mislead, letters of several scripts, or a wrong length.",
      Text.UNTOUCHED,
      "Use 1 to 40 bytes of visible signs of one script, with single blanks."),
  CONSENT_MISSING(
      "This batch does what is signed only when a person says so on purpose.",
      "Nothing was signed, claimed or exported.",
      "Read each finding. If it is meant, say so: at the desk by --consent CODE for each, at the vault by what 'vault sign' asks (in practice --consent CODE, too).");

  private static final class Text {
    static final String UNTOUCHED = "The policy in force stays as it was; no key was used.";
  }

  private final String happened;
  private final String safe;
  private final String next;

  PolicyProblem(String happened, String safe, String next) {
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
