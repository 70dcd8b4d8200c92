package org.foresign.desk.app;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.cli.DeskCommands;
import org.foresign.desk.cli.DeskTools;
import org.foresign.secret.SecretAccess;
import picocli.CommandLine;

/** Entry point of the desk process, and its wiring. */
public final class DeskMain {
  /** A fault of the program (docs/operator/exit-codes.md). */
  private static final int FAULT = 5;

  private DeskMain() {}

  public static void main(String[] args) {
    DeskTools tools =
        new DeskTools(
            SecretAccess.grant(), new SecureRandom(), Clock.systemUTC(), Secp256k1.best());
    System.exit(commandLine(tools).execute(args));
  }

  /** The whole program as it is typed, with what becomes of a fault. */
  public static CommandLine commandLine(DeskTools tools) {
    CommandLine commands =
        DeskCommands.commandLine(tools).addSubcommand(new PracticeCommand(tools));
    commands.setExecutionExceptionHandler((fault, line, parsed) -> report(fault, line.getErr()));
    return commands;
  }

  /** Type and place, never the message: it could repeat what it was handed. */
  private static int report(Exception fault, PrintWriter err) {
    err.println("A fault of the program: " + fault.getClass().getName());
    for (StackTraceElement frame : fault.getStackTrace()) {
      err.println("  at " + frame);
    }
    err.println("What was committed before stays. Keep the home folder as it is and report this.");
    err.flush();
    return FAULT;
  }
}
