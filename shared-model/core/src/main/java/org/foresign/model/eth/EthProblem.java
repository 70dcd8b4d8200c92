package org.foresign.model.eth;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with the bytes of a transaction or a call. */
public enum EthProblem implements ProblemCode {
  RLP_MALFORMED,
  TX_TYPE_UNSUPPORTED,
  TX_FIELD_REFUSED,
  CALL_NOT_CANONICAL
}
