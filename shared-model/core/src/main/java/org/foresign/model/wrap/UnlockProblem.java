package org.foresign.model.wrap;

import org.foresign.model.problem.ProblemCode;

/** Why a wrap does not open. */
public enum UnlockProblem implements ProblemCode {
  UNLOCK_PASSPHRASE_WRONG,
  UNLOCK_PASSPHRASE_FILE_WRONG,
  UNLOCK_DAMAGED,
  UNLOCK_NOT_ENOUGH_MEMORY
}
