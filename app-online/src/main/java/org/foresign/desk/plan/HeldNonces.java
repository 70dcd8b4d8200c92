package org.foresign.desk.plan;

import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.ProblemException;

/** Which nonces other batches of this desk speak for. */
@FunctionalInterface
public interface HeldNonces {
  /** First nonce above everything of this lane that may land beside the new plan; 0 if none. */
  long nextFree(LaneId lane) throws ProblemException;
}
