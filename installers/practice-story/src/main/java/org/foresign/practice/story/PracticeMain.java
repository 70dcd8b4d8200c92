package org.foresign.practice.story;

import java.util.List;
import org.foresign.command.Completion;
import org.foresign.command.Program;
import org.foresign.desk.app.DeskMain;
import org.foresign.desk.cli.DeskCommands;
import org.foresign.desk.cli.DeskTerminal;
import picocli.CommandLine;

/** Entry point of the practice process, and its wiring. */
public final class PracticeMain {
  private PracticeMain() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(DeskCommands.fault().onThreads(List.of(args)));
    System.exit(commandLine(DeskMain.terminal()).execute(args));
  }

  /** The whole program as it is typed, with what becomes of wrong words and of a fault. */
  public static CommandLine commandLine(DeskTerminal terminal) {
    CommandLine completion = new CommandLine(new Completion("foresign-practice"));
    completion.getCommandSpec().usageMessage().hidden(true);
    return Program.of(
        new CommandLine(new PracticeCommand(terminal)).addSubcommand(completion),
        PracticeMain.class,
        DeskCommands.fault());
  }
}
