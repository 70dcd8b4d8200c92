package org.foresign.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A word that only leads to further commands. */
@Command
public final class CommandGroup implements Runnable {
  @Spec private CommandSpec spec;

  private CommandGroup() {}

  /**
   * Commands below one word.
   *
   * @param commands annotated commands, or groups
   */
  public static CommandLine of(String name, Object... commands) {
    CommandLine group = new CommandLine(new CommandGroup()).setCommandName(name);
    for (Object command : commands) {
      group.addSubcommand(command);
    }
    return group;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: " + String.join(", ", spec.subcommands().keySet()));
  }
}
