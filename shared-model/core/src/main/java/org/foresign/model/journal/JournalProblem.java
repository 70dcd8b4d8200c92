package org.foresign.model.journal;

import org.foresign.model.problem.ProblemCode;

/** How a journal can fail its verification. */
public enum JournalProblem implements ProblemCode {
  JOURNAL_GAP(
      "The journal's entries are not numbered without a gap.",
      "Lines were removed, added or reordered: what happened then is not known.",
      "Stop signing, keep this machine as it is, and compare with the last export and paper sheet."),
  JOURNAL_LINK_BROKEN(
      "A journal entry does not follow from the one before it.",
      "A line was changed after it was written: the journal can't be relied on.",
      "Stop signing, keep this machine as it is, and compare with the last export and paper sheet."),
  JOURNAL_TIME_BACK(
      "A journal entry has an earlier time than the one before it, and officers did not set the clock back there.",
      "The journal was not written by this program as it is.",
      "Stop signing, keep this machine as it is, and compare with the last export and paper sheet."),
  JOURNAL_MIXED(
      "The journal mixes practice and real entries.",
      "The journal was not written by one vault.",
      "Stop signing, keep this machine as it is, and compare with the last export and paper sheet."),
  JOURNAL_SIGNATURE_WRONG(
      "The journal export does not carry the signature of this vault.",
      "Nothing in it can be relied on.",
      "Export it again at the vault; if it happens twice, treat the carrier as hostile.");

  private final String happened;
  private final String safe;
  private final String next;

  JournalProblem(String happened, String safe, String next) {
    this.happened = happened;
    this.safe = safe;
    this.next = next;
  }

  @Override
  public String happened() {
    return happened;
  }

  @Override
  public String safe() {
    return safe;
  }

  @Override
  public String next() {
    return next;
  }
}
