package org.foresign.vault.keys;

import org.foresign.model.problem.ProblemCode;

/** Why no nonce is written off. */
public enum WriteOffProblem implements ProblemCode {
  WRITEOFF_NOTHING(
      "None of these nonces counts as outstanding here.",
      "Nothing changed.",
      "They were written off before, this vault signed nothing for them, or a batch that was"
          + " interrupted has them: go on with that batch or close it first. Look at 'vault status'"
          + " and 'vault journal show'."),
  WRITEOFF_SOURCE_UNFIT(
      "The source is empty, too long, or has signs that the journal does not take.",
      "Nothing changed.",
      "Say in plain text of at most 512 bytes who looked, and where.");

  private final String happened;
  private final String safe;
  private final String next;

  WriteOffProblem(String happened, String safe, String next) {
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
