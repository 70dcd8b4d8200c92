package org.foresign.desk.release;

import java.util.List;

/**
 * What came of a decision. The names of the records are codes in the store
 * (docs/spec/sealed-value.md, "Decisions and sendings").
 */
sealed interface DecisionEnd {
  /** The leaf is exposed; codes of what the checks noted. */
  record Exposed(List<String> notes) implements DecisionEnd {}

  /** The leaf stays; code of the problem. */
  record Refused(String problem) implements DecisionEnd {}

  /** The leaf stays: something failed before it was exposed. */
  record Failed() implements DecisionEnd {}

  /** The leaf stays: the process ended before it was exposed. */
  record DeskStopped() implements DecisionEnd {}

  /** The leaf stays: how it ended could not be written in its time. */
  record NotTakenBack() implements DecisionEnd {}
}
