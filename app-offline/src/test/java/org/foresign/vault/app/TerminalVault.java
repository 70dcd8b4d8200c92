package org.foresign.vault.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foresign.testkit.PseudoTerminal;
import org.foresign.vault.lock.CommandRun;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A vault that is its own process for each command, with a person at a pseudo-terminal. */
final class TerminalVault {
  static final String OPEN = "Passphrase of the vault: ";
  static final String SIGN = "Passphrase, to sign: ";
  static final String YES = "Type yes: ";

  private final List<String> prefix;
  private final Path folder;
  private final Path natives;
  private final List<String> screens = new ArrayList<>();

  /**
   * @param prefix put before each command, such as that of an empty network
   * @param folder holds the user's home and in it the vault's
   */
  TerminalVault(List<String> prefix, Path folder) {
    this(prefix, folder, Path.of(System.getProperty("foresign.natives", "natives")));
  }

  private TerminalVault(List<String> prefix, Path folder, Path natives) {
    this.prefix = List.copyOf(prefix);
    this.folder = folder;
    this.natives = natives.toAbsolutePath();
  }

  /** The same vault with another prefix. */
  TerminalVault with(List<String> other) {
    return new TerminalVault(other, folder, natives);
  }

  /** The same vault with another folder for native libraries. */
  TerminalVault withNatives(Path other) {
    return new TerminalVault(prefix, folder, other);
  }

  Path home() {
    return folder.resolve("vault");
  }

  Path stick(String name) {
    try {
      return Files.createDirectories(folder.resolve("sticks").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a command at the terminal; whoever calls closes it. */
  PseudoTerminal start(String... arguments) {
    return PseudoTerminal.start(
        prefix, command(arguments), Map.of(), CommandRun.foreignVariables());
  }

  /** The same within a shell script that has the command as its arguments. */
  PseudoTerminal startIn(String script, Map<String, String> environment, String... arguments) {
    List<String> shell = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    shell.addAll(command(arguments));
    return PseudoTerminal.start(prefix, shell, environment, CommandRun.foreignVariables());
  }

  /** A prompt that is awaited and what is typed then. */
  record Typed(String prompt, String answer) {}

  static Typed typed(String prompt, String answer) {
    return new Typed(prompt, answer);
  }

  /** Runs a command to its end and returns all that the screen showed. */
  Ended run(List<Typed> dialogue, String... arguments) {
    try (PseudoTerminal terminal = start(arguments)) {
      for (Typed typed : dialogue) {
        terminal.await(typed.prompt());
        terminal.type(typed.answer());
      }
      int exit = terminal.awaitExit();
      screens.add(terminal.screen());
      return new Ended(exit, terminal.screen());
    }
  }

  /** Runs a command without a terminal: nothing to type on, output into a file. */
  Ended runPiped(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(command(arguments));
    CommandRun run = CommandRun.run(all);
    screens.add(run.output());
    return new Ended(run.exitCode(), run.output());
  }

  /** Every screen so far. */
  List<String> screens() {
    return screens;
  }

  /** How a command ended and what it showed. */
  record Ended(int exit, String screen) {
    Ended fine() {
      if (exit != 0) {
        throw new AssertionError("exit " + exit + ": " + screen);
      }
      return this;
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(screen.strip().lines().toList().getLast());
    }
  }

  private List<String> command(String... arguments) {
    List<String> flags = new ArrayList<>(CommandRun.vaultFlags());
    flags.add("-XX:TieredStopAtLevel=1");
    flags.add("-Duser.home=" + folder.resolve("user"));
    flags.add("-Dforesign.natives=" + natives);
    List<String> command =
        new ArrayList<>(CommandRun.javaCommand(flags, VaultMain.class.getName()));
    command.addAll(List.of(arguments));
    if (!arguments[0].equals("lock")) {
      command.addAll(List.of("--home", home().toString()));
    }
    return command;
  }
}
