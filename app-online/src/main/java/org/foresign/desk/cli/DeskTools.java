package org.foresign.desk.cli;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.store.SqliteNative;
import org.foresign.terminal.Prompt;
import org.foresign.terminal.TerminalPrompt;

/**
 * What the wiring hands to every command.
 *
 * @param access the right to look at raw secrets, granted by the wiring
 * @param prompt the person at the terminal, if one is there
 * @param controls makes what a long command waits by and is stopped by
 */
public record DeskTools(
    SecretAccess access,
    SecureRandom random,
    Clock clock,
    Secp256k1 curve,
    Prompt prompt,
    Supplier<? extends LoopControl> controls) {
  /** Tools of a process of its own, which Ctrl-C stops between two steps. */
  public DeskTools(SecretAccess access, SecureRandom random, Clock clock, Secp256k1 curve) {
    this(access, random, clock, curve, new TerminalPrompt(), StopSignal::new);
  }

  /** Whether a person is there to read how far a long command is. */
  public boolean onTerminal() {
    return prompt.isInteractive();
  }

  /** What opening a home needs. */
  public DeskHome.Machine machine() throws ProblemException {
    return new DeskHome.Machine(SqliteNative.load(), access, random, clock);
  }
}
