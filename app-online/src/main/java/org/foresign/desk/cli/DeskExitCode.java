package org.foresign.desk.cli;

import java.util.List;

/** Exit codes of the desk's commands (docs/operator/exit-codes.md). */
final class DeskExitCode {
  static final int DONE = 0;

  /** Refused or failed; the problem was printed and nothing was half done. */
  static final int PROBLEM = 1;

  /** The command line is wrong (the code that picocli itself uses). */
  static final int USAGE = 2;

  /** A fact that decides is unknown or disputed; nothing was done, trying again may help. */
  static final int UNKNOWN = 3;

  /** A fault of the program. */
  static final int FAULT = 5;

  private DeskExitCode() {}

  /** A problem outweighs what is not known, and that outweighs what is done. */
  static int worst(List<Integer> codes) {
    return codes.contains(PROBLEM) ? PROBLEM : codes.contains(UNKNOWN) ? UNKNOWN : DONE;
  }
}
