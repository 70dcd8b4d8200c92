package org.foresign.desk.log;

import org.foresign.model.problem.ProblemCode;

/** Why the log that was asked for is not kept. */
public enum LogProblem implements ProblemCode {
  LOG_LEVEL_UNKNOWN,
  LOG_NOT_WRITTEN
}
