package org.foresign.model.card;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a card whose bytes are well formed. */
public enum CardProblem implements ProblemCode {
  CARD_SIGNATURE_WRONG(
      "The card's signature does not fit its content.",
      "It was not accepted; no key was used.",
      "Make the card again on its own machine; if it happens twice, treat the carrier as hostile."),
  CARD_KEY_UNSAFE(
      "The card holds a public key that no honest machine makes.",
      "It was not accepted; no key was used.",
      "Treat the machine that made it as suspect and do not pair with it."),
  CARD_INCONSISTENT(
      "The card's fields contradict each other.",
      "It was not accepted; no key was used.",
      "Bring both machines to the same release and make the card again."),
  CARD_ADDRESS_WRONG(
      "The account card's address is not that of its public key.",
      "It was not accepted: funds sent there could be lost.",
      "Make the card again at the vault and compare the address on its screen."),
  CARD_PROOF_WRONG(
      "The account card does not prove that its maker holds the account's key.",
      "It was not accepted: nobody may be able to sign for this address.",
      "Make the card again at the vault that holds the key."),
  CARD_OF_OTHER_VAULT(
      "The account card was not made by the vault that this machine is paired with.",
      "It was not accepted.",
      "Pair with that vault first, or take the card from the right one."),
  CARD_FORMAT_NOT_LISTED(
      "The other machine's card does not list this kind of message in the version written here.",
      "Nothing was sent, and nothing was signed for it.",
      "Bring both machines to the same release and exchange their cards again."),
  CARD_OPERATION_NOT_LISTED(
      "The other machine's card does not list an operation that this batch asks for.",
      "Nothing was sent, and nothing was signed for it.",
      "Leave the operation out, or bring that machine to this release and exchange cards again.");

  private final String happened;
  private final String safe;
  private final String next;

  CardProblem(String happened, String safe, String next) {
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
