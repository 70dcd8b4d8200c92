package org.foresign.desk.cli;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a command before any service is asked. */
enum CliProblem implements ProblemCode {
  WORDS_NOT_COMPARED,
  NOTHING_WAITING,
  FILE_UNWRITABLE,
  LEAF_NOT_NAMED,
  BURN_NOT_CONFIRMED
}
