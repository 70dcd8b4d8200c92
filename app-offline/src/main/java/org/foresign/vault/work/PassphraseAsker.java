package org.foresign.vault.work;

import java.util.List;
import java.util.Optional;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.secret.Passphrase;

/** Asks whoever is there for passphrases; called from the workflow's thread, and may take hours. */
public interface PassphraseAsker {
  /**
   * What a passphrase is for.
   *
   * @param purposes what it opens
   * @param attempt counted from 1
   * @param wrong why the one before did not open it
   */
  record Request(List<SecretPurpose> purposes, int attempt, Optional<Problem> wrong) {
    public Request {
      purposes = List.copyOf(purposes);
    }
  }

  /**
   * A passphrase, which becomes the workflow's to wipe.
   *
   * @throws ProblemException with the one in {@code wrong} when it is not asked for again, or when
   *     nobody is there
   */
  Passphrase passphrase(Request request) throws ProblemException;

  /** The passphrase is tried now, which takes a second or more on purpose. */
  default void trying() throws ProblemException {}
}
