package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.foresign.desk.cli.DeskCommands;
import org.foresign.desk.cli.DeskTerminal;
import org.foresign.desk.work.DeskTools;
import org.foresign.desk.work.LoopControl;
import org.foresign.secret.SecretAccess;
import org.foresign.signer.SignerRegistry;
import org.foresign.store.SqliteNative;
import org.foresign.terminal.Prompt;
import org.foresign.usb.Folders;
import org.foresign.vault.cli.VaultCommands;
import org.foresign.vault.cli.VaultServices;
import org.foresign.vault.keys.KnownAccounts;
import org.foresign.vault.lock.LockReport;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.VaultTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.databind.json.JsonMapper;

/** What holds for each command of both programs. */
class EveryCommandTest {
  private static final String ADDRESS = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
  private static final String DIGEST = "ab".repeat(32);

  /** Something to type for each label. */
  private static final Map<String, String> TYPED =
      Map.ofEntries(
          Map.entry("ACCOUNT", ADDRESS),
          Map.entry("ADDRESS", ADDRESS),
          Map.entry("AMOUNT", "1"),
          Map.entry("BATCH", DIGEST),
          Map.entry("CARD", DIGEST),
          Map.entry("CHAIN", "hoodi"),
          Map.entry("COUNT", "1"),
          Map.entry("DIR", "stick"),
          Map.entry("FILE", "file"),
          Map.entry("FOLDER", "stick"),
          Map.entry("ID", "77"),
          Map.entry("NAME", "Ann"),
          Map.entry("NETWORK", "hoodi"),
          Map.entry("PUBKEY", "0x" + "ab".repeat(48)),
          Map.entry("SYMBOL", "XYZ"),
          Map.entry("TEXT", "test"),
          Map.entry("TOKEN", "XYZ"),
          Map.entry("URL", "http://127.0.0.1:9"));

  /** What some commands want beside what is marked as needed. */
  private static final Map<String, List<String>> BESIDE =
      Map.of(
          "foresign desk pair accept", List.of("--words", "a b c d e f g h i j"),
          "foresign desk release", List.of("1"),
          "foresign vault account card", List.of("--all"),
          "foresign vault writeoff", List.of("--in", "stick"));

  @TempDir private Path folder;

  @Test
  void looksForItsHomeBeforeItAsksAnything() {
    int deskCommands = homesOf(this::desk, "desk-home-missing");
    int vaultCommands = homesOf(this::vault, "vault-not-there");
    assertThat(deskCommands).isGreaterThan(20);
    assertThat(vaultCommands).isGreaterThan(40);
  }

  @Test
  void labelsWhatIsTypedBehindAnOptionInCapitals() {
    List<String> odd = new ArrayList<>();
    for (CommandLine root : List.of(desk(), vault())) {
      for (CommandSpec command : commands(root)) {
        for (ArgSpec arg : command.args()) {
          boolean option = arg instanceof OptionSpec named && !named.longestName().equals("--help");
          if (arg.arity().max() > 0
              && !(option && arg.typeInfo().isBoolean())
              && !arg.paramLabel().matches("[A-Z]+(=[A-Z]+|\\[-[A-Z]\\])?")) {
            odd.add(command.qualifiedName() + " " + arg + " " + arg.paramLabel());
          }
        }
      }
    }
    assertThat(odd).isEmpty();
  }

  @Test
  void saysOfEachCommandAndWordWhatItIs() {
    for (CommandLine root : List.of(desk(), vault())) {
      List<String> silent = new ArrayList<>();
      Set<String> unused =
          new TreeSet<>(Collections.list(root.getCommandSpec().resourceBundle().getKeys()));
      for (CommandSpec command : everything(root)) {
        String name = command.qualifiedName(".");
        used(unused, name, "usage.description");
        if (command.usageMessage().description().length == 0) {
          silent.add(name);
        }
        for (ArgSpec arg : command.args()) {
          String key =
              arg instanceof OptionSpec option
                  ? option.longestName().replaceFirst("--", "")
                  : arg.paramLabel() + "[" + ((PositionalParamSpec) arg).index() + "]";
          used(unused, name, key);
          if (arg.description().length == 0) {
            silent.add(name + " " + key);
          }
        }
      }
      assertThat(silent).as("without a text").isEmpty();
      assertThat(unused).as("texts of nothing").isEmpty();
    }
  }

  /** The text of this command alone goes before the one that holds everywhere. */
  private static void used(Set<String> texts, String command, String key) {
    if (!remove(texts, command + "." + key)) {
      remove(texts, key);
    }
  }

  private static boolean remove(Set<String> texts, String key) {
    return texts.removeIf(text -> text.replaceFirst("\\.\\d+$", "").equals(key));
  }

  private int homesOf(Supplier<CommandLine> fresh, String missing) {
    int count = 0;
    for (CommandSpec command : commands(fresh.get())) {
      if (command.findOption("--home") == null || command.name().equals("create")) {
        continue;
      }
      count++;
      List<String> words = words(command);
      StringWriter out = new StringWriter();
      CommandLine line = fresh.get();
      line.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
      line.execute(words.toArray(String[]::new));
      String last = out.toString().lines().reduce("", (before, next) -> next);
      assertThat(last).as("%s: %s", words, out).startsWith("{");
      assertThat(JsonMapper.shared().readTree(last).at("/problem/code").asString())
          .as("%s: %s", words, out)
          .isEqualTo(missing);
    }
    return count;
  }

  /** The command with all that it needs, in a home where nothing is. */
  private List<String> words(CommandSpec command) {
    List<String> words = new ArrayList<>();
    for (CommandSpec at = command; at.parent() != null; at = at.parent()) {
      words.addFirst(at.name());
    }
    String name = command.qualifiedName();
    for (ArgSpec arg : command.args()) {
      if (arg.required() && arg.group() == null) {
        add(words, arg);
      }
    }
    for (ArgGroupSpec group : command.argGroups()) {
      if (group.multiplicity().min() > 0) {
        add(words, group.args().iterator().next());
      }
    }
    words.addAll(BESIDE.getOrDefault(name, List.of()));
    words.addAll(List.of("--json", "--home", folder.resolve("none").toString()));
    return words;
  }

  private static void add(List<String> words, ArgSpec arg) {
    if (arg instanceof OptionSpec option) {
      words.add(option.longestName());
    }
    if (arg.arity().max() > 0) {
      words.add(TYPED.getOrDefault(arg.paramLabel(), "no word for " + arg.paramLabel()));
    }
  }

  private static List<CommandSpec> commands(CommandLine root) {
    List<CommandSpec> leaves = new ArrayList<>();
    for (CommandLine command : root.getSubcommands().values()) {
      if (command.getSubcommands().isEmpty()) {
        leaves.add(command.getCommandSpec());
      } else {
        leaves.addAll(commands(command));
      }
    }
    return leaves;
  }

  private static List<CommandSpec> everything(CommandLine root) {
    List<CommandSpec> all = new ArrayList<>(List.of(root.getCommandSpec()));
    root.getSubcommands().values().forEach(command -> all.addAll(everything(command)));
    return all;
  }

  private CommandLine desk() {
    return DeskCommands.commandLine(
        new DeskTerminal(
            new DeskTools(
                SecretAccess.grant(), new SecureRandom(), Clock.systemUTC(), null, new Folders()),
            new NobodyIsAsked(),
            () -> (LoopControl) null));
  }

  private CommandLine vault() {
    return VaultCommands.commandLine(
        new VaultServices(
            new VaultTools(
                SecretAccess.grant(),
                new SecureRandom(),
                Clock.systemUTC(),
                practice -> {},
                null,
                SqliteNative::load,
                () -> null,
                () -> null,
                new KnownAccounts(folder),
                new SignerRegistry(List.of()),
                new Folders(),
                folder.resolve("none"),
                SigningWrite.NONE),
            new NobodyIsAsked(),
            () -> new LockReport(List.of())));
  }

  /** A person at a terminal whom no command may ask or show anything. */
  private static final class NobodyIsAsked implements Prompt {
    @Override
    public void begin() {}

    @Override
    public void end() {}

    @Override
    public boolean isInteractive() {
      return true;
    }

    @Override
    public char[] secret(String label) {
      throw new AssertionError("asked for: " + label);
    }

    @Override
    public boolean confirm(String question) {
      throw new AssertionError("asked: " + question);
    }

    @Override
    public String line(String question) {
      throw new AssertionError("asked: " + question);
    }

    @Override
    public void show(List<String> lines) {
      throw new AssertionError("showed: " + lines);
    }

    @Override
    public void showSecret(String title, char[] secret) {
      throw new AssertionError("showed a secret");
    }
  }
}
