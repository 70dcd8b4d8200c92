package org.foresign.desk.app;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.cli.DeskCommands;
import org.foresign.desk.cli.DeskTerminal;
import org.foresign.desk.work.DeskTools;
import org.foresign.secret.SecretAccess;
import org.foresign.usb.Folders;

/** Entry point of the desk process, and its wiring. */
public final class DeskMain {
  private DeskMain() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(DeskCommands.fault().onThreads(List.of(args)));
    System.exit(DeskCommands.commandLine(terminal()).execute(args));
  }

  /** What every program needs that plays the desk. */
  public static DeskTerminal terminal() {
    return new DeskTerminal(
        new DeskTools(
            SecretAccess.grant(),
            new SecureRandom(),
            Clock.systemUTC(),
            Secp256k1.best(),
            new Folders()));
  }
}
