package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foresign.testkit.StubClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Whatever somebody types for an option: a problem or a word about usage, never a fault. */
class HostileInputTest {
  private static final List<String> VALUES =
      List.of(
          " ",
          "zz",
          "-1",
          "9223372036854775807",
          "1".repeat(80),
          "n\u0000ul",
          "two\nlines\u001b[2J",
          "\u20ac".repeat(300));

  private static final Map<String, String> FITTING =
      Map.ofEntries(
          Map.entry("--network", "practice"),
          Map.entry("--name", "somebody"),
          Map.entry("--address", Story.SUPPLIER.toString()),
          Map.entry("--contract", Story.SUPPLIER.toString()),
          Map.entry("--symbol", "SYM"),
          Map.entry("--decimals", "6"),
          Map.entry("--chain-id", "4242"),
          Map.entry("--token", "SYM"),
          Map.entry("--attester", "Ann"),
          Map.entry("--reason", "why"),
          Map.entry("ACCOUNT", Story.ACCOUNT.toString()));

  @TempDir private Path folder;
  private Story story;
  private final List<String> faults = new ArrayList<>();
  private int tried;

  @Test
  void noOptionOfAnyCommandEndsAsAFault() throws Exception {
    story = Story.begin(folder, StubClock.at("2026-11-21T10:00:00Z"));
    story.vault.run("policy", "draft").fine();
    walk(List.of(), VaultCommands.commandLine(story.vault.services()));
    assertThat(faults).isEmpty();
    assertThat(tried).isGreaterThan(300);
  }

  private void walk(List<String> names, CommandLine line) {
    if (!line.getSubcommands().isEmpty()) {
      line.getSubcommands()
          .forEach((name, sub) -> {
            List<String> more = new ArrayList<>(names);
            more.add(name);
            walk(more, sub);
          });
      return;
    }
    CommandSpec spec = line.getCommandSpec();
    for (ArgSpec arg : spec.args()) {
      if (arg.arity().max() > 0 && !"--home".equals(name(arg))) {
        VALUES.forEach(value -> attempt(names, spec, arg, value));
      }
    }
  }

  private void attempt(List<String> names, CommandSpec spec, ArgSpec hostile, String value) {
    List<String> words = new ArrayList<>(names);
    for (ArgSpec arg : spec.args()) {
      if (arg == hostile) {
        put(words, arg, value);
      } else if (arg.required() && arg.group() == null) {
        put(words, arg, FITTING.getOrDefault(name(arg), folder.resolve("stick").toString()));
      }
    }
    words.add("--yes");
    TestVault.Outcome outcome =
        "--passphrase-file".equals(name(hostile))
            ? story.vault.runBare(words.toArray(String[]::new))
            : story.vault.run(words.toArray(String[]::new));
    tried++;
    if (outcome.exit() == VaultExitCode.BUG) {
      faults.add(words + ": " + outcome.err().lines().limit(4).toList());
    }
  }

  private static void put(List<String> words, ArgSpec arg, String value) {
    words.add(arg instanceof OptionSpec option ? option.longestName() + "=" + value : value);
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }
}
