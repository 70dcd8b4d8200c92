package org.foresign.desk.plan;

import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.ProblemException;

/** Which nonces this desk has already asked the vault to sign. */
@FunctionalInterface
public interface HeldNonces {
  /** First nonce above every batch of this lane that was planned and not thrown away; 0 if none. */
  long nextFree(LaneId lane) throws ProblemException;
}
