package org.foresign.vault.keys;

import org.foresign.codec.Bytes;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretBytes;

/** Turns a passphrase into key material by Argon2id. */
public interface PassphraseStretcher {
  /**
   * A stretched passphrase; whoever gets it closes it.
   *
   * @param millis how long Argon2id alone took
   */
  record Stretched(SecretBytes key, long millis) implements AutoCloseable {
    @Override
    public void close() {
      key.close();
    }
  }

  /**
   * Stretches a passphrase, which stays the caller's.
   *
   * @param salt 16 bytes
   * @throws ProblemException with a {@link org.foresign.model.slot.SlotProblem}
   */
  Stretched stretch(Passphrase passphrase, Bytes salt, Argon2Parameters cost)
      throws ProblemException;
}
