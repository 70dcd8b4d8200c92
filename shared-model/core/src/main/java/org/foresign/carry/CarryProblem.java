package org.foresign.carry;

import org.foresign.model.problem.ProblemCode;

/** What can go wrong between two machines before any byte of a message is looked at. */
public enum CarryProblem implements ProblemCode {
  CARRY_FOLDER_MISSING,
  CARRY_FOLDER_UNREADABLE,
  CARRY_FOLDER_CROWDED,
  CARRY_NOT_THERE,
  CARRY_NOT_A_FILE,
  CARRY_SHARED_FILE,
  CARRY_EMPTY,
  CARRY_TOO_LARGE,
  CARRY_DAMAGED,
  CARRY_READ_ONLY,
  CARRY_FULL,
  CARRY_WRITE_FAILED,
  CARRY_READ_BACK_DIFFERS,
  CARRY_STOPPED
}
