package org.foresign.command;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints one program's part of what {@code foresign completion} prints. */
@Command(name = "completion")
public final class Completion implements Runnable {
  private final String script;

  @Spec private CommandSpec spec;

  /**
   * @param script what the script calls the program
   */
  public Completion(String script) {
    this.script = script;
  }

  @Override
  public void run() {
    spec.commandLine().getOut().println(AutoComplete.bash(script, spec.root().commandLine()));
    spec.commandLine().getOut().flush();
  }
}
