package org.foresign.desk.app;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.cli.DeskCommands;
import org.foresign.desk.cli.DeskTerminal;
import org.foresign.desk.cli.DeskUsageErrors;
import org.foresign.desk.cli.ProgramFault;
import org.foresign.desk.work.DeskTools;
import org.foresign.secret.SecretAccess;
import org.foresign.usb.FolderCarrier;
import picocli.CommandLine;

/** Entry point of the desk process, and its wiring. */
public final class DeskMain {
  private DeskMain() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(ProgramFault.onThreads(List.of(args)));
    DeskTools tools =
        new DeskTools(
            SecretAccess.grant(),
            new SecureRandom(),
            Clock.systemUTC(),
            Secp256k1.best(),
            FolderCarrier::new);
    System.exit(commandLine(new DeskTerminal(tools)).execute(args));
  }

  /** The whole program as it is typed, with what becomes of wrong words and of a fault. */
  public static CommandLine commandLine(DeskTerminal terminal) {
    return DeskCommands.commandLine(terminal)
        .setParameterExceptionHandler(new DeskUsageErrors())
        .setExecutionExceptionHandler(new ProgramFault());
  }
}
