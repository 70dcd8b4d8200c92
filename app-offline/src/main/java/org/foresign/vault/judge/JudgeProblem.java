package org.foresign.vault.judge;

import org.foresign.model.problem.ProblemCode;

/** Why a batch is not even weighed by the policy. */
public enum JudgeProblem implements ProblemCode {
  JUDGE_ENCODERS_DIFFER
}
