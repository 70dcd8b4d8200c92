package org.foresign.model.journal;

import org.foresign.model.problem.ProblemCode;

/** How a journal can fail its verification. */
public enum JournalProblem implements ProblemCode {
  JOURNAL_GAP,
  JOURNAL_LINK_BROKEN,
  JOURNAL_TIME_BACK,
  JOURNAL_MIXED,
  JOURNAL_SIGNATURE_WRONG
}
