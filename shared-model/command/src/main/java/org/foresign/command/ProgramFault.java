package org.foresign.command;

import java.io.PrintWriter;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.Map;
import org.foresign.model.problem.Errors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Reports a fault of the program: its type and place, never its message, which could repeat what it
 * was handed.
 */
public final class ProgramFault implements IExecutionExceptionHandler {
  private static final String SAFE = "Nothing more was done; what was committed before stays.";
  private static final String NEXT = "Keep the home folder as it is and report this.";

  private final int exitCode;

  /**
   * @param exitCode of the process that ends by it
   */
  public ProgramFault(int exitCode) {
    this.exitCode = exitCode;
  }

  @Override
  public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
    boolean json = command.getCommand() instanceof CommandAction action && action.json();
    print(fault, command.getOut(), command.getErr(), json);
    return exitCode;
  }

  /**
   * For threads beside the command's own.
   *
   * @param arguments of the process
   */
  public UncaughtExceptionHandler onThreads(List<String> arguments) {
    return new ThreadFault(arguments, this::print, exitCode);
  }

  private void print(Throwable fault, PrintWriter out, PrintWriter err, boolean json) {
    Throwable cause = Errors.behind(fault).<Throwable>map(error -> error).orElse(fault);
    String happened = "A fault of the program: " + cause.getClass().getName();
    err.println(happened);
    err.println(SAFE);
    err.println(NEXT);
    for (StackTraceElement frame : cause.getStackTrace()) {
      err.println("  at " + frame);
    }
    err.flush();
    if (json) {
      object("program-fault", happened, SAFE, NEXT).exit(exitCode).print(out, true);
    }
  }

  /** A problem of the command line or the program, which no service knows. */
  static Answer object(String code, String happened, String safe, String next) {
    return new Answer()
        .fact(
            "problem",
            Map.of(
                "code",
                code,
                "happened",
                happened,
                "safe",
                safe,
                "next",
                next,
                "details",
                List.of()));
  }
}
