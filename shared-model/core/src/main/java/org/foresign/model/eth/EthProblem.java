package org.foresign.model.eth;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with the bytes of a transaction or a call. */
public enum EthProblem implements ProblemCode {
  RLP_MALFORMED(
      "These bytes are no transaction: their RLP form is broken or not the shortest.",
      "Nothing was taken over; nothing was signed or sent.",
      "Make the transaction again; do not use these bytes anywhere."),
  TX_TYPE_UNSUPPORTED(
      "This transaction has a type that Foresign neither makes nor signs.",
      "Nothing was taken over; nothing was signed or sent.",
      "Only EIP-1559 transactions without access list are used; make it again with Foresign."),
  TX_FIELD_REFUSED(
      "A field of this transaction has a value that Foresign neither makes nor signs.",
      "Nothing was taken over; nothing was signed or sent.",
      "Make the transaction again with Foresign; treat the sender of these bytes as suspect."),
  CALL_NOT_CANONICAL(
      "The call data of this transaction is not the exact form of the call it seems to be.",
      "Nothing was taken over; nothing was signed or sent.",
      "Make the transaction again with Foresign; treat the sender of these bytes as suspect.");

  private final String happened;
  private final String safe;
  private final String next;

  EthProblem(String happened, String safe, String next) {
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
