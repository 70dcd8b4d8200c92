package org.foresign.command;

import java.io.PrintWriter;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;

/**
 * Ends the process when a thread beside the command's own dies of a fault: what it had to do is not
 * done, and the command could wait for it for ever. States are written before their effects, so
 * this is like a kill.
 */
public final class ThreadFault implements UncaughtExceptionHandler {
  private final boolean json;
  private final Report report;
  private final int exitCode;

  /** How a program tells of a fault of its own. */
  public interface Report {
    void print(Throwable fault, PrintWriter out, PrintWriter err, boolean json);
  }

  /**
   * @param arguments of the process, by which it is known whether an object is awaited
   * @param exitCode of the process that ends by it
   */
  public ThreadFault(List<String> arguments, Report report, int exitCode) {
    this.json = arguments.contains("--json");
    this.report = report;
    this.exitCode = exitCode;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable fault) {
    try {
      PrintWriter out = new PrintWriter(System.out, false, System.out.charset());
      if (json) {
        out.println(); // the command itself may be within a line
      }
      report.print(fault, out, new PrintWriter(System.err, false, System.err.charset()), json);
    } finally {
      Runtime.getRuntime().halt(exitCode);
    }
  }
}
