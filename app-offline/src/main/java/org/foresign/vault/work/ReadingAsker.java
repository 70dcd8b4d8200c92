package org.foresign.vault.work;

import org.foresign.model.problem.ProblemException;
import org.foresign.terminal.TwoWords;
import org.jspecify.annotations.Nullable;

/** Shows what must be read and asks whether it shall be. */
public interface ReadingAsker {
  /**
   * Asks.
   *
   * @param two the words to ask for; null where the reading has none
   */
  Reply ask(Reading reading, @Nullable TwoWords two) throws ProblemException;

  /**
   * The line that the paper sheet needs now, before what it stands for exists; returns when it is
   * written. It is said again at the end.
   */
  default void write(PaperLine line) throws ProblemException {}
}
