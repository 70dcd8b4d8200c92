package org.foresign.model.card;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a card whose bytes are well formed. */
public enum CardProblem implements ProblemCode {
  CARD_SIGNATURE_WRONG,
  CARD_KEY_UNSAFE,
  CARD_INCONSISTENT,
  CARD_ADDRESS_WRONG,
  CARD_PROOF_WRONG,
  CARD_OF_OTHER_VAULT,
  CARD_FORMAT_NOT_LISTED,
  CARD_OPERATION_NOT_LISTED
}
