package org.foresign.model.wrap;

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
   * @throws ProblemException with a {@link UnlockProblem}
   */
  Stretched stretch(Passphrase passphrase, Bytes salt, Argon2Parameters cost)
      throws ProblemException;

  /**
   * A stretched passphrase and what that cost; whoever gets it closes the first.
   *
   * @param cost that a later opening has to pay again
   */
  record Calibrated(Stretched stretched, Argon2Parameters cost) {}

  /**
   * Stretches a passphrase for a new wrap, at a cost that grows from {@code least} until a run
   * takes about a second on this machine.
   *
   * @throws ProblemException as {@link #stretch} does
   */
  default Calibrated calibrate(Passphrase passphrase, Bytes salt, Argon2Parameters least)
      throws ProblemException {
    Stretched first = stretch(passphrase, salt, least);
    Argon2Parameters cost = least.towardsASecond(first.millis());
    if (cost.equals(least)) {
      return new Calibrated(first, least);
    }
    first.close();
    return new Calibrated(stretch(passphrase, salt, cost), cost);
  }
}
