package org.foresign.model.batch;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a batch request, an approval or a delivery beyond its bytes. */
public enum BatchProblem implements ProblemCode {
  REQUEST_TOO_LARGE,
  REQUEST_UNKNOWN_CODE,
  REQUEST_INCONSISTENT,
  REQUEST_FIELD_WRONG,
  REQUEST_LEAF_TWICE,
  REQUEST_LEAF_DIFFERS,
  APPROVALS_DISORDERED
}
