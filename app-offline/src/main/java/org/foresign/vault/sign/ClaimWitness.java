package org.foresign.vault.sign;

import org.foresign.model.problem.ProblemException;

/**
 * Sees that a claim is known outside this machine before the first signature exists. Otherwise who
 * ends the process after it could take the signatures, set the file back, and have the same nonces
 * signed for something else by officers whose paper agrees.
 */
@FunctionalInterface
public interface ClaimWitness {
  /** Returns when it is written down; the nonces stand as signed already. */
  void claimed() throws ProblemException;
}
