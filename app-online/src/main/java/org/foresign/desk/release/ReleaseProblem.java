package org.foresign.desk.release;

import org.foresign.model.problem.ProblemCode;

/** Why a leaf does not leave this desk. */
public enum ReleaseProblem implements ProblemCode {
  RELEASE_LEAF_SETTLED,
  RELEASE_NONCE_DECIDED,
  RELEASE_NONCE_USED,
  RELEASE_REPEATS,
  RELEASE_NOT_CLEAR,
  RELEASE_FACT_UNKNOWN,
  RELEASE_REVIEW_PASSED,
  RELEASE_NO_LEAF,
  RELEASE_NO_TIER_LEFT,
  RELEASE_TIER_BEFORE_OPEN,
  RELEASE_TWO_BATCHES,
  RELEASE_WRONG_CHAIN
}
