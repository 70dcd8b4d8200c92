package org.foresign.vault.cli;

import java.io.PrintWriter;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.LinkedHashMap;
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
public final class VaultFault implements IExecutionExceptionHandler {
  private static final String SAFE = "Nothing more was done; what was committed before stays.";
  private static final String NEXT = "Keep the home folder as it is and report this.";

  @Override
  public int handleExecutionException(Exception bug, CommandLine line, ParseResult parsed) {
    boolean json = line.getCommand() instanceof VaultAction action && action.options.json;
    print(bug, line.getOut(), line.getErr(), json);
    return VaultExitCode.BUG;
  }

  /**
   * For threads beside the command's own.
   *
   * @param arguments of the process
   */
  public static UncaughtExceptionHandler onThreads(List<String> arguments) {
    return new ThreadFault(arguments, VaultFault::print, VaultExitCode.BUG);
  }

  static void print(Throwable fault, PrintWriter out, PrintWriter err, boolean json) {
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
      Map<String, Object> problem = new LinkedHashMap<>();
      problem.put("code", "program-fault");
      problem.put("happened", happened);
      problem.put("safe", SAFE);
      problem.put("next", NEXT);
      problem.put("details", List.of());
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("ok", false);
      all.put("problem", problem);
      out.println(JsonText.of(all));
      out.flush();
    }
  }
}
