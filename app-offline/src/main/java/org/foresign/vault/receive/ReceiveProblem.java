package org.foresign.vault.receive;

import org.foresign.model.problem.ProblemCode;

/** Why a message of a paired desk is not taken although its envelope is right. */
public enum ReceiveProblem implements ProblemCode {
  RECEIVE_ID_DIFFERS(
      "The envelope names another batch than the request inside it.",
      "Nothing was signed and nothing changed.",
      "Export the batch again at the desk; if it happens twice, treat the desk as suspect."),
  RECEIVE_NOT_A_DESK(
      "The sender's card is not that of a desk.",
      "Nothing was signed and nothing changed.",
      "Let the desk that planned the batch seal it."),
  RECEIVE_SEVERAL_OPEN(
      "Several requests on this stick wait to be signed.",
      "Nothing was chosen, nothing was signed.",
      "Compare the words with the desk's screen and name one with --parcel; 'vault stick clean' removes what is done."),
  RECEIVE_ALL_DONE(
      "Every request on this stick was signed or overtaken before.",
      "Nothing was signed.",
      "'vault reexport' writes kept results again; --parcel names one request; 'vault stick clean' removes what is done."),
  RECEIVE_NO_DESK(
      "This vault is paired with no desk.",
      "The message was not opened; nothing changed.",
      "Exchange identity cards and take the desk's with 'vault pair accept'; then let the desk export again."),
  RECEIVE_DESK_REVOKED(
      "The card that this message comes from was revoked or replaced at this vault.",
      "Nothing of the message is used; nothing was signed.",
      "If the desk has a new card, accept that one and let the desk export again; else find out who still uses the old one."),
  RECEIPT_UNKNOWN(
      "This vault made no such result for this desk.",
      "Nothing changed.",
      "Carry the receipt to the vault that signed, or look at 'vault journal show'.");

  private final String happened;
  private final String safe;
  private final String next;

  ReceiveProblem(String happened, String safe, String next) {
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
