package org.foresign.command;

import java.util.function.Consumer;
import picocli.CommandLine;

/** A whole command line, ready to execute. */
public final class Program {
  private Program() {}

  /**
   * Gives the commands below a root their texts, types and what becomes of wrong words and faults.
   *
   * @param home the class beside which {@code commands.properties} lies, and of whose release it is
   */
  public static CommandLine of(CommandLine root, Class<?> home, ProgramFault fault) {
    String release = home.getPackage().getImplementationVersion();
    root.getCommandSpec()
        .version(root.getCommandName() + " " + (release == null ? "(built from source)" : release));
    CommandTexts.describe(root, home);
    ArgumentTypes.register(root);
    // "@FILE" would be a second way of reading files, past the rules for named ones.
    root.setExpandAtFiles(false);
    root.setParameterExceptionHandler(new UsageErrors());
    root.setExecutionExceptionHandler(fault);
    return root;
  }

  /** Hands something to every command of a kind, before any is executed. */
  public static <T> void each(CommandLine root, Class<T> kind, Consumer<? super T> to) {
    Object command = root.getCommand();
    if (kind.isInstance(command)) {
      to.accept(kind.cast(command));
    }
    root.getSubcommands().values().forEach(sub -> each(sub, kind, to));
  }
}
