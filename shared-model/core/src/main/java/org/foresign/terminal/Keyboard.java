package org.foresign.terminal;

import java.util.List;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Keys and screen of one terminal. */
interface Keyboard {
  /** Whether both are those of a person. */
  boolean isThere();

  /** Switches the echo off, if it is on. */
  void quiet();

  /** Gives the terminal back as it was. */
  void restore();

  /** Writes to the screen, past every buffer. */
  void write(char[] text);

  /**
   * Drops what was typed so far, asks, and reads a line.
   *
   * @return null when the input has ended; the caller wipes it
   * @throws ProblemException if it is too long or not text
   */
  char @Nullable [] ask(String question, boolean visible) throws ProblemException;

  /** What this keyboard can't do, said before the first question. */
  List<String> weaknesses();
}
