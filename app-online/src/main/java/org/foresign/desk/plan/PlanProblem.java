package org.foresign.desk.plan;

import org.foresign.model.problem.ProblemCode;

/** What can stop a plan before it becomes a batch. */
public enum PlanProblem implements ProblemCode {
  PLAN_EMPTY,
  PLAN_FEES_TOO_HIGH,
  PLAN_TOO_LARGE,
  PLAN_PAYMENTS_FILE,
  PLAN_RECIPIENT,
  PLAN_DEPOSIT_TWICE,
  PLAN_ALTERNATIVE_TWICE,
  PLAN_WRONG_LANE,
  PLAN_NONCE_BUSY,
  PLAN_CHAIN_UNKNOWN,
  PLAN_POLICY_REFUSES,
  PLAN_NO_WAY_ON,
  PLAN_NONCE_CLOSED,
  BATCH_NOT_APPROVED,
  BATCH_REFUSED
}
