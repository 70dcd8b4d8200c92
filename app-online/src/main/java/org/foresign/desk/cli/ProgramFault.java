package org.foresign.desk.cli;

import java.io.PrintWriter;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.Map;
import org.foresign.command.ThreadFault;
import org.foresign.model.problem.Errors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Reports a fault of the program: its type and place, never its message, which could repeat what it
 * was handed.
 */
public final class ProgramFault implements IExecutionExceptionHandler {
  private static final String SAFE = "What was committed before stays.";
  private static final String NEXT = "Keep the home folder as it is and report this.";

  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
    boolean json = command.getCommand() instanceof DeskAction action && action.json();
    print(fault, command.getOut(), command.getErr(), json);
    return DeskExitCode.FAULT;
  }

  /**
   * For threads beside the command's own.
   *
   * @param arguments of the process
   */
  public static UncaughtExceptionHandler onThreads(List<String> arguments) {
    return new ThreadFault(arguments, ProgramFault::print, DeskExitCode.FAULT);
  }

  static void print(Throwable fault, PrintWriter out, PrintWriter err, boolean json) {
    Throwable cause = Errors.behind(fault).<Throwable>map(error -> error).orElse(fault);
    String happened = "A fault of the program: " + cause.getClass().getName();
    err.println(happened);
    for (StackTraceElement frame : cause.getStackTrace()) {
      err.println("  at " + frame);
    }
    err.println(SAFE + " " + NEXT);
    err.flush();
    if (json) {
      Map<String, Object> problem =
          Map.of(
              "code", "program-fault",
              "happened", happened,
              "safe", SAFE,
              "next", NEXT,
              "details", List.of());
      new Answer(List.of(), Map.of("ok", false, "problem", problem), DeskExitCode.FAULT)
          .print(out, true);
    }
  }
}
