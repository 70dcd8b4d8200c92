package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.foresign.codec.Digest32;
import org.foresign.testkit.StubClock;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.work.TestDesk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Ten words from another sheet stop whatever gives the sheet a new line, also a script. */
class SheetOptionTest {
  private static final String WRONG = String.join(" ", Collections.nCopies(10, "zoom"));

  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");
  private final Map<String, Command> all = new LinkedHashMap<>(); // the clock last

  @TempDir private Path folder;
  private Story story;
  private @Nullable Digest32 signed;

  private interface Command {
    Stream<String> arguments() throws Exception;
  }

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, clock);
    String approver = story.desk.approver().digest().bytes().hex();
    all.put("ceremony begin", Stream::of);
    all.put("pair revoke", () -> Stream.of(approver));
    all.put(
        "pair accept",
        () -> {
          Path stick = story.freshStick();
          TestDesk.put(stick, new TestDesk("another").card());
          return Stream.of("--in", stick.toString(), "--name", "Bob");
        });
    all.put(
        "policy accept",
        () -> {
          story.vault.run("policy", "draft").fine();
          story.vault.run("policy", "set", "--max-review-days", "30").fine();
          return Stream.of();
        });
    all.put(
        "sign",
        () -> {
          String stick = story.deliver(story.plan().sequence(2, signed)).stick().toString();
          return Stream.of("--in", stick, "--out", stick);
        });
    all.put(
        "writeoff",
        () ->
            Stream.of(
                "--account",
                Story.ACCOUNT.toString(),
                "--network",
                "practice",
                "--nonces",
                "20",
                "--block",
                "9",
                "--hash",
                "ab".repeat(32),
                "--source",
                "an explorer"));
    all.put("clock accept", () -> days(30));
    all.put("clock set-back", () -> Stream.concat(days(-40), Stream.of("--reason", "why")));
  }

  @Test
  void isTakenByEachOfThem() {
    Set<String> found = new TreeSet<>();
    collect("", VaultCommands.commandLine(story.vault.services()), found);
    // Closing needs a claim that was interrupted: CloseTest.
    assertThat(found.remove("batch close")).isTrue();
    assertThat(found).isEqualTo(all.keySet());
  }

  @Test
  void stopsEachOfThem() throws Exception {
    TestVault.Outcome first = story.sign(story.deliver(story.plan().nonces(20, 1))).fine();
    signed = Digest32.parseHex(first.json().path("result").asString());
    for (Map.Entry<String, Command> one : all.entrySet()) {
      TestVault.Outcome refused = run(one, WRONG);
      assertThat(refused.problem())
          .as(one.getKey())
          .isEqualTo(VaultProblem.VAULT_SHEET_DIFFERS.id());
    }
  }

  @Test
  void letsItThroughWithTheRightWords() throws Exception {
    for (String name : new String[] {"pair accept", "policy accept", "ceremony begin"}) {
      run(Map.entry(name, all.get(name)), story.sheetWords()).fine();
    }
  }

  private TestVault.Outcome run(Map.Entry<String, Command> command, String words) throws Exception {
    return story.vault.run(
        Stream.of(
                Stream.of(command.getKey().split(" ")),
                command.getValue().arguments(),
                Stream.of("--yes", "--sheet", words))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private Stream<String> days(int days) {
    clock.advance(Duration.ofDays(days));
    return Stream.of();
  }

  private static void collect(String name, CommandLine line, Set<String> found) {
    line.getSubcommands().forEach((sub, one) -> collect((name + " " + sub).strip(), one, found));
    if (line.getCommandSpec().findOption("--sheet") != null) {
      found.add(name);
    }
  }
}
