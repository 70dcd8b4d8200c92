package org.foresign.vault.judge;

import org.foresign.model.problem.ProblemCode;

/** Why a batch is not even weighed by the policy. */
public enum JudgeProblem implements ProblemCode {
  JUDGE_ENCODERS_DIFFER(
      "Two independent programs do not read a transaction of this batch in the same way.",
      "Nothing was signed: this is a fault of the program or an attack.",
      "Stop, keep the request, and report this.");

  private final String happened;
  private final String safe;
  private final String next;

  JudgeProblem(String happened, String safe, String next) {
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
