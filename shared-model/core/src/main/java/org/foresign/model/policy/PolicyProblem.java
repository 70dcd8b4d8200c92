package org.foresign.model.policy;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a policy document beyond its bytes. */
public enum PolicyProblem implements ProblemCode {
  POLICY_UNKNOWN_CODE,
  POLICY_INCONSISTENT,
  POLICY_NAME_REFUSED,
  CONSENT_MISSING
}
