package org.foresign.desk.app;

import org.foresign.desk.cli.DeskCommand;
import picocli.CommandLine;

/** Entry point of the desk process. */
public final class DeskMain {
  private DeskMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new DeskCommand()).execute(args));
  }
}
