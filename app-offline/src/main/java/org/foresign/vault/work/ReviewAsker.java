package org.foresign.vault.work;

import java.util.Set;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.terminal.TwoWords;
import org.foresign.vault.judge.JudgedBatch;

/** Shows a judged batch and hears what is meant on purpose, before it asks the last question. */
public interface ReviewAsker extends ReadingAsker {
  /**
   * Shows the batch, without the two words that will be asked for.
   *
   * @return findings that the person named of those that want a consent
   */
  Set<FindingCode> review(JudgedBatch judged, TwoWords two) throws ProblemException;
}
