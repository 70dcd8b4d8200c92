package org.foresign.desk.app;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.cli.DeskCommands;
import org.foresign.desk.cli.DeskTools;
import org.foresign.desk.cli.DeskUsageErrors;
import org.foresign.desk.cli.ProgramFault;
import org.foresign.secret.SecretAccess;
import picocli.CommandLine;

/** Entry point of the desk process, and its wiring. */
public final class DeskMain {
  private DeskMain() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(ProgramFault.onThreads(List.of(args)));
    DeskTools tools =
        new DeskTools(
            SecretAccess.grant(), new SecureRandom(), Clock.systemUTC(), Secp256k1.best());
    System.exit(commandLine(tools).execute(args));
  }

  /** The whole program as it is typed, with what becomes of wrong words and of a fault. */
  public static CommandLine commandLine(DeskTools tools) {
    return DeskCommands.commandLine(tools)
        .setParameterExceptionHandler(new DeskUsageErrors())
        .setExecutionExceptionHandler(new ProgramFault());
  }
}
