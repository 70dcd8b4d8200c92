package org.foresign.signer;

import org.foresign.model.problem.ProblemException;

/**
 * Something that can sign for one or more accounts. It owns its keys: closing it wipes or releases
 * them, and ends its sessions.
 */
public interface Signer extends AutoCloseable {
  SignerCapabilities capabilities();

  /**
   * Begins, or goes on after {@code checkpoint}, to sign the leaves of a batch.
   *
   * @param checkpoint {@link SigningCheckpoint#start} for a new batch
   * @throws ProblemException with {@link SignerProblem#SIGNER_NO_KEY} if a leaf's account is not
   *     one of its accounts, or another {@link SignerProblem}
   */
  SigningSession open(SigningTask task, SigningCheckpoint checkpoint) throws ProblemException;

  @Override
  void close();
}
