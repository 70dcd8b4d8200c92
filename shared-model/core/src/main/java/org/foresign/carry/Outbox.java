package org.foresign.carry;

import org.foresign.model.problem.ProblemException;

/**
 * Offers parcels to the other machine, by a folder or by a code on the screen. It moves bytes and
 * knows nothing of what they mean. It is opened for one piece of work, with the job that hears how
 * far it is and can stop it.
 */
public interface Outbox {
  /**
   * Looks whether a parcel of this size can be offered. What it leaves is what was there before.
   *
   * @throws ProblemException with a {@link CarryProblem}
   */
  void requireRoom(ParcelKind kind, int bytes) throws ProblemException;

  /**
   * Offers a parcel and returns when the other side has it, nobody shows it any more or it was
   * stopped. Offering the same one again changes nothing.
   *
   * @throws ProblemException with a {@link CarryProblem}; then nothing of ours is left half written
   */
  Sent offer(Parcel parcel) throws ProblemException;
}
