package org.foresign.vault.sign;

import org.foresign.model.problem.ProblemCode;

/** Why a judged batch is not signed, or not completely. */
public enum SignProblem implements ProblemCode {
  SIGN_REFUSED_BY_POLICY,
  SIGN_JUDGED_BEFORE,
  SIGN_REVIEW_DATE_PASSED,
  SIGN_NO_RESULT,
  SIGN_INTERRUPTED,
  SIGN_PROGRESS_BROKEN,
  SIGN_NOT_WRITTEN,
  SIGN_NOT_NOTED,
  SIGN_NOT_OPEN,
  SIGN_REASON_UNFIT
}
