package org.foresign.carry;

import java.util.ArrayList;
import java.util.List;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;

/**
 * Moves parcels across the air gap. A carrier delivers bytes and checks nothing but their length
 * and the digest in their name; who made them and what they mean is decided elsewhere.
 */
public interface Carrier {
  /** Shortest words for where parcels go, such as the folder. */
  String describe();

  /**
   * Sends a parcel and returns when it is durably there. Sending the same parcel again changes
   * nothing.
   *
   * @throws ProblemException with a {@link CarryProblem}; then nothing of ours is left half written
   */
  ParcelName send(Parcel parcel) throws ProblemException;

  /**
   * Looks whether a parcel of this size can be sent, by writing as much and removing it again. What
   * it leaves is what was there before.
   *
   * @throws ProblemException with a {@link CarryProblem}
   */
  void requireRoom(ParcelKind kind, int bytes) throws ProblemException;

  /**
   * Names of the parcels of this kind that wait to be received, in order of name.
   *
   * @throws ProblemException with a {@link CarryProblem}
   */
  List<ParcelName> waiting(ParcelKind kind) throws ProblemException;

  /**
   * What looks like a parcel of this kind and is not called so, as people and their tools rename
   * files: a sentence for each, with the name that it must have. For people only; none is opened.
   *
   * @throws ProblemException with a {@link CarryProblem}
   */
  default List<String> misnamed(ParcelKind kind) throws ProblemException {
    return List.of();
  }

  /**
   * That no parcel of this kind waits, and what may have been meant.
   *
   * @throws ProblemException with a {@link CarryProblem} if the folder can't be read
   */
  default Problem nothingWaits(ProblemCode code, ParcelKind kind) throws ProblemException {
    List<String> details = new ArrayList<>(List.of(kind.word()));
    details.addAll(misnamed(kind));
    return new Problem(code, details);
  }

  /**
   * Receives one parcel; it stays where it is.
   *
   * @throws ProblemException with a {@link CarryProblem}
   */
  Parcel receive(ParcelName name) throws ProblemException;

  /**
   * Removes a parcel that is no longer needed, only at the user's request.
   *
   * @throws ProblemException with a {@link CarryProblem}
   */
  void remove(ParcelName name) throws ProblemException;
}
