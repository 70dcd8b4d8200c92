package org.foresign.model.operation;

import org.foresign.model.problem.ProblemCode;

/** Why an operation has no transaction, or a transaction no operation. */
public enum OperationProblem implements ProblemCode {
  OPERATION_NOT_FOR_CHAIN(
      "This program knows of no staking on this chain.",
      "Nothing was signed; no key was used.",
      "Stake, top up, exit and consolidate on a built-in network: mainnet, hoodi, sepolia or practice."),
  OPERATION_UNDECODABLE(
      "A transaction does not read back as an operation that this program knows.",
      "Nothing was signed. What cannot be read could do anything with the account.",
      "Do not sign it elsewhere; plan the batch anew and find out who made this one.");

  private final String happened;
  private final String safe;
  private final String next;

  OperationProblem(String happened, String safe, String next) {
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
