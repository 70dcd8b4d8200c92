package org.foresign.vault.keys;

import org.foresign.model.problem.ProblemCode;

/** Why no nonce is written off. */
public enum WriteOffProblem implements ProblemCode {
  WRITEOFF_NOTHING,
  WRITEOFF_SOURCE_UNFIT
}
