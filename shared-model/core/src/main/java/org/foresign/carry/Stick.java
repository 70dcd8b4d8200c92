package org.foresign.carry;

import org.foresign.model.problem.ProblemException;

/** An inbox whose parcels lie somewhere and can be removed, as on a stick. */
public interface Stick extends Inbox {
  /**
   * Removes a parcel that is no longer needed, only at the user's request.
   *
   * @throws ProblemException with a {@link CarryProblem}
   */
  void remove(ParcelName name) throws ProblemException;
}
