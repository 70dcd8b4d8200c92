package org.foresign.signer;

import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretBytes;

/** What a vault keeps sealed for its signers; open while one batch is signed. */
@FunctionalInterface
public interface SignerSecrets {
  /**
   * A seed as it was given to be sealed; the caller owns and closes it.
   *
   * @throws ProblemException if there is none of this number or it does not open
   */
  SecretBytes seed(long number) throws ProblemException;
}
