package org.foresign.desk.hold;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with held leaves. */
public enum HoldProblem implements ProblemCode {
  LANE_TAKEN,
  LEAF_UNKNOWN,
  LEAF_KEY_MISSING,
  LEAF_DAMAGED,
  LEAF_NOT_AS_SIGNED
}
