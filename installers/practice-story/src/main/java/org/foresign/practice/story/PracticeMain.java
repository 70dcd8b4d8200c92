package org.foresign.practice.story;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.foresign.command.Completion;
import org.foresign.command.Program;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.cli.DeskCommands;
import org.foresign.desk.cli.DeskTerminal;
import org.foresign.desk.work.DeskTools;
import org.foresign.secret.SecretAccess;
import org.foresign.usb.FolderCarrier;
import picocli.CommandLine;

/** Entry point of the practice process, and its wiring. */
public final class PracticeMain {
  private PracticeMain() {}

  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(DeskCommands.fault().onThreads(List.of(args)));
    DeskTools tools =
        new DeskTools(
            SecretAccess.grant(),
            new SecureRandom(),
            Clock.systemUTC(),
            Secp256k1.best(),
            FolderCarrier::new);
    System.exit(commandLine(new DeskTerminal(tools)).execute(args));
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
