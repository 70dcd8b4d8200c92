package org.foresign.desk.carry;

import org.foresign.model.problem.ProblemCode;

/** What can go wrong once the desk has noted what it is about to write, or has done. */
public enum ExportProblem implements ProblemCode {
  EXPORT_NOT_WRITTEN,
  RECEIPT_NOT_WRITTEN
}
