package org.foresign.vault.work;

import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.sign.SignProblem;

/** What officers type for the journal. */
final class JournalText {
  private JournalText() {}

  /**
   * Why they decide something.
   *
   * @throws ProblemException with {@link SignProblem#SIGN_REASON_UNFIT}
   */
  static String reason(String typed) throws ProblemException {
    return require("", typed, SignProblem.SIGN_REASON_UNFIT);
  }

  /**
   * A text behind a beginning of ours.
   *
   * @param unfit the problem when it is blank or the journal can't hold it
   */
  static String require(String begins, String typed, ProblemCode unfit) throws ProblemException {
    String whole = begins + typed;
    if (typed.isBlank() || !Detail.fits(whole)) {
      throw Problem.of(unfit).asException();
    }
    return whole;
  }
}
