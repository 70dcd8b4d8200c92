package org.foresign.model.tx;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a signed batch beyond its bytes. */
public enum SignedBatchProblem implements ProblemCode {
  RESULT_TOO_LARGE,
  RESULT_UNKNOWN_CODE,
  RESULT_INCONSISTENT
}
