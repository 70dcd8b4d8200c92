package org.foresign.carry;

import java.util.List;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.JobEnd;

/**
 * Parcels that the other machine offers: what lies in a folder, or what came into a camera's view.
 * Nothing is checked but the length and the digest in the name; who made a parcel and what it means
 * is decided elsewhere. It is opened for one piece of work, with the job that hears how far it is
 * and can stop it.
 */
public interface Inbox {
  /**
   * Names of the parcels of this kind that wait, in order of name.
   *
   * @throws ProblemException with a {@link CarryProblem}
   */
  List<ParcelName> waiting(ParcelKind kind) throws ProblemException;

  /**
   * Receives one parcel; it stays where it is.
   *
   * @throws ProblemException with a {@link CarryProblem}
   */
  JobEnd<Parcel> receive(ParcelName name) throws ProblemException;

  /**
   * Receives one of several that are each taken or refused for itself: a stop refuses it too.
   *
   * @throws ProblemException with a {@link CarryProblem}
   */
  default Parcel receiveOneOfMany(ParcelName name) throws ProblemException {
    return receive(name)
        .result()
        .orElseThrow(() -> Problem.of(CarryProblem.CARRY_STOPPED, name.toString()).asException());
  }

  /**
   * That no parcel of this kind waits, and what may have been meant.
   *
   * @throws ProblemException with a {@link CarryProblem}
   */
  default Problem nothingWaits(ProblemCode code, ParcelKind kind) throws ProblemException {
    return Problem.of(code, kind.word());
  }
}
