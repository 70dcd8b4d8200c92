package org.foresign.model.wrap;

import java.util.concurrent.TimeUnit;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.Argon2id;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;

/**
 * Stretches passphrases in this process, one at a time, in memory outside the heap. The passphrase
 * never leaves the locked process: a child would have to get it by a pipe, which other programs of
 * the same user can read.
 */
public final class OwnStretcher implements PassphraseStretcher {
  private static final int OUTPUT = 32;

  private final SecretAccess access;

  public OwnStretcher(SecretAccess access) {
    this.access = access;
  }

  @Override
  public synchronized Stretched stretch(Passphrase passphrase, Bytes salt, Argon2Parameters cost)
      throws ProblemException {
    try {
      long start = System.nanoTime();
      byte[] key =
          passphrase.useUtf8(
              access, raw -> Argon2id.derive(raw, salt.toArray(), new byte[0], cost, OUTPUT));
      return new Stretched(
          SecretBytes.take(key), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    } catch (OutOfMemoryError e) {
      throw new ProblemException(
          Problem.of(
              UnlockProblem.UNLOCK_NOT_ENOUGH_MEMORY, (cost.memoryKib() >> 10) + " MiB needed"),
          e);
    }
  }
}
