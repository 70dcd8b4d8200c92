package org.foresign.desk.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the desk's part of what {@code foresign completion} prints. */
@Command(
    name = "completion",
    description = "Prints the completion script for bash and zsh; see 'foresign completion'.",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine()
        .getOut()
        .println(AutoComplete.bash("foresign-desk", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
  }
}
