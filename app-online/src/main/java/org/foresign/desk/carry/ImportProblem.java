package org.foresign.desk.carry;

import org.foresign.model.problem.ProblemCode;

/** Why a result from the vault is not taken. Each leaves everything as it was. */
public enum ImportProblem implements ProblemCode {
  RESULT_BATCH_UNKNOWN,
  RESULT_OTHER_HELD,
  RESULT_HEADER_DIFFERS,
  RESULT_OUT_OF_SEQUENCE,
  RESULT_SIGNATURE_WRONG,
  RESULT_INCOMPLETE,
  RESULT_NONE_TAKEN,
  RESULT_CANCELLED
}
