package org.foresign.desk.release;

import java.util.ArrayList;
import java.util.List;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.ProblemException;

/**
 * Tidies up after a process that ended in the middle of a release. It sends nothing: a decision
 * that had not exposed its leaf is taken back, an exposure stands and is followed.
 *
 * @param chain whose lanes are tidied up; another chain's service may be at work
 */
record Recovery(DecisionBook book, Chain chain) {
  /** Doing it again finds nothing more. */
  List<RecoveryNote> recover() throws ProblemException {
    List<RecoveryNote> notes = new ArrayList<>();
    for (DecisionBook.Interrupted open : book.openDecisions(chain)) {
      book.stop(open.id(), new DecisionEnd.DeskStopped());
      notes.add(new RecoveryNote(open.leaf(), false));
    }
    for (DecisionBook.Interrupted open : book.openSendings(chain)) {
      book.answered(open.id(), new SendingEnd.DeskStopped());
      notes.add(new RecoveryNote(open.leaf(), true));
    }
    return notes;
  }
}
