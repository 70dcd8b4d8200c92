package org.foresign.files;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a file that somebody names, before its content counts. */
public enum FileProblem implements ProblemCode {
  FILE_NOT_THERE,
  FILE_IS_FOLDER,
  FILE_IS_LINK,
  FILE_NOT_PLAIN,
  FILE_TOO_LONG,
  FILE_NOT_READABLE,
  FILE_NOT_TEXT
}
