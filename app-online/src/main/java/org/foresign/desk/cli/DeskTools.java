package org.foresign.desk.cli;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.store.SqliteNative;

/**
 * What the wiring hands to every command.
 *
 * @param access the right to look at raw secrets, granted by the wiring
 * @param paces makes what a long command waits by and is stopped by
 */
public record DeskTools(
    SecretAccess access,
    SecureRandom random,
    Clock clock,
    Secp256k1 curve,
    Supplier<? extends Pace> paces) {
  /** Tools of a process of its own, which Ctrl-C stops between two steps. */
  public DeskTools(SecretAccess access, SecureRandom random, Clock clock, Secp256k1 curve) {
    this(access, random, clock, curve, StopSignal::new);
  }

  /** What opening a home needs. */
  public DeskHome.Machine machine() throws ProblemException {
    return new DeskHome.Machine(SqliteNative.load(), access, random, clock);
  }
}
