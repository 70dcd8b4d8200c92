package org.foresign.desk.cli;

import java.io.Console;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.store.SqliteNative;
import org.jspecify.annotations.Nullable;

/**
 * What the wiring hands to every command.
 *
 * @param access the right to look at raw secrets, granted by the wiring
 * @param onTerminal whether a person is there to read how far a long command is
 * @param paces makes what a long command waits by and is stopped by
 */
public record DeskTools(
    SecretAccess access,
    SecureRandom random,
    Clock clock,
    Secp256k1 curve,
    boolean onTerminal,
    Supplier<? extends Pace> paces) {
  /** Tools of a process of its own, which Ctrl-C stops between two steps. */
  public DeskTools(SecretAccess access, SecureRandom random, Clock clock, Secp256k1 curve) {
    this(access, random, clock, curve, terminal(), StopSignal::new);
  }

  // JDK 25 answers null again where there is no terminal; the check knows JDK 22 to 24 only.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean terminal() {
    @Nullable Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** What opening a home needs. */
  public DeskHome.Machine machine() throws ProblemException {
    return new DeskHome.Machine(SqliteNative.load(), access, random, clock);
  }
}
