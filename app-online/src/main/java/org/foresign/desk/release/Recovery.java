package org.foresign.desk.release;

import java.util.ArrayList;
import java.util.List;
import org.foresign.model.problem.ProblemException;

/**
 * Tidies up after a process that ended in the middle of a release. It sends nothing: a decision
 * that had not exposed its leaf is taken back, an exposure stands and is followed.
 */
final class Recovery {
  private final DecisionBook book;

  Recovery(DecisionBook book) {
    this.book = book;
  }

  /** Doing it again finds nothing more. */
  List<RecoveryNote> recover() throws ProblemException {
    List<RecoveryNote> notes = new ArrayList<>();
    for (DecisionBook.Interrupted open : book.openDecisions()) {
      book.stop(open.id(), "the desk stopped before anything was sent");
      notes.add(
          new RecoveryNote(
              open.leaf(),
              false,
              "leaf "
                  + open.leaf()
                  + " was to be released when the desk stopped; nothing of it was sent, decide again"));
    }
    for (DecisionBook.Interrupted open : book.openSendings()) {
      book.answered(open.id(), "the desk stopped before the endpoints had answered");
      notes.add(
          new RecoveryNote(
              open.leaf(),
              true,
              "leaf "
                  + open.leaf()
                  + " was recorded as exposed before the stop and may be anywhere; follow asks the chain"));
    }
    return notes;
  }
}
