package org.foresign.terminal;

import java.util.List;
import org.foresign.model.problem.ProblemException;

/**
 * Asks a person; whoever gets an array wipes it. What was typed before a question was printed does
 * not count as its answer.
 */
public interface Prompt {
  /** Whether a person is at a terminal. */
  boolean isInteractive();

  /**
   * A command begins: until its end, what is typed shows only at a question for a line. Does
   * nothing where nobody is at a terminal.
   */
  void begin();

  /** The command is over: the terminal is as it was, and what was typed too much is dropped. */
  void end();

  /**
   * Reads without showing what is typed.
   *
   * @throws ProblemException with a {@link TerminalProblem}, such as when nobody is there
   */
  char[] secret(String label) throws ProblemException;

  /**
   * Asks for the word yes, where nothing has to be read first; see {@link TwoWords}.
   *
   * @throws ProblemException with a {@link TerminalProblem}
   */
  boolean confirm(String question) throws ProblemException;

  /**
   * Reads one line that may be seen while it is typed.
   *
   * @throws ProblemException with a {@link TerminalProblem}
   */
  String line(String question) throws ProblemException;

  /**
   * Shows lines to the person alone, also when the output is a file; for what must be read first.
   *
   * @throws ProblemException with a {@link TerminalProblem}
   */
  void show(List<String> lines) throws ProblemException;

  /**
   * Shows a secret on the terminal only, and waits until it was read.
   *
   * @throws ProblemException with a {@link TerminalProblem}
   */
  void showSecret(String title, char[] secret) throws ProblemException;
}
