package org.foresign.terminal;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a question to a person. */
public enum TerminalProblem implements ProblemCode {
  TERMINAL_NEEDED,
  INPUT_ENDED,
  TYPED_UNREADABLE,
  TYPED_TOO_LONG,
  PASSPHRASE_TOO_SHORT,
  PASSPHRASE_TOO_LONG,
  PASSPHRASES_DIFFER
}
