package org.foresign.vault.cli;

import java.util.List;
import org.foresign.model.problem.ProblemException;

/** Asks a person; whoever gets an array wipes it. */
public interface Prompt {
  /** Whether a person is at a terminal. */
  boolean isInteractive();

  /**
   * Reads without showing what is typed.
   *
   * @throws ProblemException when nobody is there
   */
  char[] secret(String label) throws ProblemException;

  /**
   * Asks for the word yes.
   *
   * @throws ProblemException when nobody is there
   */
  boolean confirm(String question) throws ProblemException;

  /**
   * Reads one line that may be seen while it is typed.
   *
   * @throws ProblemException when nobody is there
   */
  String line(String question) throws ProblemException;

  /**
   * Shows lines to the person alone, also when the output is a file; for what must be read first.
   *
   * @throws ProblemException when nobody is there
   */
  void show(List<String> lines) throws ProblemException;

  /**
   * Shows a secret on the terminal only, and waits until it was read.
   *
   * @throws ProblemException when nobody is there
   */
  void showSecret(String title, char[] secret) throws ProblemException;
}
