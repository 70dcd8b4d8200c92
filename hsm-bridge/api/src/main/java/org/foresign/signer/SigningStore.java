package org.foresign.signer;

import java.util.List;
import org.foresign.model.problem.ProblemException;

/** Makes durable what a run has, so that a run that was killed goes on with what is missing. */
@FunctionalInterface
public interface SigningStore {
  /** Keeps nothing. */
  SigningStore NONE = (fresh, now) -> {};

  /**
   * Returns when it is durable.
   *
   * @param fresh signatures since the last call; none where only the signer's own state moved
   * @param now where the run stands; its state may be secret
   */
  void store(List<VerifiedSignature> fresh, SigningCheckpoint now) throws ProblemException;
}
