package org.foresign.vault.receive;

import org.foresign.model.problem.ProblemCode;

/** Why a message of a paired desk is not taken although its envelope is right. */
public enum ReceiveProblem implements ProblemCode {
  RECEIVE_ID_DIFFERS,
  RECEIVE_NOT_A_DESK,
  RECEIVE_SEVERAL_OPEN,
  RECEIVE_ALL_DONE,
  RECEIVE_NO_DESK,
  RECEIVE_DESK_REVOKED,
  RECEIPT_UNKNOWN
}
