package org.foresign.vault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foresign.vault.app.TerminalVault.OPEN;
import static org.foresign.vault.app.TerminalVault.YES;
import static org.foresign.vault.app.TerminalVault.typed;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foresign.testkit.PseudoTerminal;
import org.foresign.testkit.Skips;
import org.foresign.vault.app.TerminalVault.Ended;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a person does at a terminal beside typing the right thing. */
class TerminalTest {
  private static final String PASSPHRASE = "vacuum ostrich lantern pebble";
  private static final String CLEARED = "\u001b[2J\u001b[3J\u001b[H";
  private static final String THEN_TERMINAL_STATE =
      "trap : INT; \"$@\"; echo \"exit $?\"; stty -a; echo over";

  @TempDir static Path folder;
  private static TerminalVault vault;
  private static String file;

  @BeforeAll
  static void makeAPracticeVault() throws Exception {
    Skips.unlessLinux();
    PseudoTerminal.orSkip();
    vault = new TerminalVault(List.of(), folder);
    file = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n").toString();
    vault.runPiped("create", "--practice", "--passphrase-file", file).fine();
    vault.runPiped("account", "new", "--passphrase-file", file).fine();
  }

  @Test
  void theInterruptKeyAtThePassphraseChangesNothingAndLeavesTheEchoOn() throws Exception {
    String before = head();
    try (PseudoTerminal terminal =
        vault.startIn(THEN_TERMINAL_STATE, Map.of(), "unlock", "check")) {
      terminal.await(OPEN);
      terminal.press(PseudoTerminal.INTERRUPT);
      terminal.await("exit 130");
      assertGivenBack(terminal.await("over"));
      assertThat(terminal.awaitExit()).isZero();
    }
    assertThat(head()).isEqualTo(before);
  }

  @Test
  void theEndOfInputIsSaidForWhatItIs() throws Exception {
    String before = head();
    try (PseudoTerminal terminal = vault.start("unlock", "check")) {
      terminal.await(OPEN);
      terminal.press(PseudoTerminal.END_OF_INPUT);
      assertThat(terminal.awaitExit()).isEqualTo(1);
      assertThat(terminal.screen()).contains("(input-ended)");
    }
    assertThat(head()).isEqualTo(before);
  }

  @Test
  void theTerminalIsGivenBackWhenTheProgramIsTerminated() throws Exception {
    try (PseudoTerminal terminal =
        vault.startIn(
            "sh -c 'echo pid $$.; exec \"$@\"' sh \"$@\"; echo \"exit $?\"; stty -a; echo over",
            Map.of(),
            "unlock",
            "check")) {
      String pid = RealCeremonyTest.found("pid (\\d+)", terminal.await("."));
      terminal.await(OPEN);
      ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroy();
      terminal.await("exit 143");
      assertGivenBack(terminal.await("over"));
    }
  }

  /** As it was: lines with echo, and the keys that were switched off. */
  private static void assertGivenBack(String state) {
    assertThat(state)
        .containsPattern("(?<!-)\\becho\\b")
        .containsPattern("(?<!-)\\bicanon\\b")
        .contains("susp = ^Z");
  }

  @Test
  void whatIsTypedBeforeTheProgramAsksIsNoAnswer() throws Exception {
    int before = refusals();
    Path go = folder.resolve("go");
    assertThat(new ProcessBuilder("mkfifo", go.toString()).start().waitFor()).isZero();
    try (PseudoTerminal terminal =
        vault.startIn(
            "echo ready; cat \"$GO\"; exec \"$@\"",
            Map.of("GO", go.toString()),
            "unlock",
            "check")) {
      terminal.await("ready");
      terminal.type("typed too early");
      terminal.await("typed too early");
      Files.writeString(go, "go\n");
      terminal.await(OPEN);
      terminal.type(PASSPHRASE);
      assertThat(terminal.awaitExit()).as(terminal.screen()).isZero();
    }
    // The program asks again after a wrong passphrase, so the journal has to tell.
    assertThat(refusals()).isEqualTo(before);
  }

  @Test
  void whatIsTypedBetweenTwoQuestionsIsNeitherAnAnswerNorShown() throws Exception {
    List<String> sheet = sheet();
    String ahead = "typed ahead, " + PASSPHRASE;
    try (PseudoTerminal terminal =
        vault.startIn(
            "\"$@\"; echo \"exit $?\"; read next; echo \"[$next]\"",
            Map.of(),
            "ceremony",
            "begin")) {
      terminal.await(OPEN);
      terminal.type(PASSPHRASE + "\nyes\n\n" + ahead); // all at once, as a paste is
      terminal.typeTwoOf(sheet, "\n" + ahead);
      terminal.await("exit 0");
      terminal.type("for the shell");
      assertThat(terminal.await("]")).contains("[for the shell]");
      assertThat(terminal.screen()).doesNotContain("ahead").doesNotContain(PASSPHRASE);
    }
  }

  @Test
  void aWrongPassphraseIsAskedAgainAndEachTryIsNoted() throws Exception {
    int before = refusals();
    vault.run(List.of(typed(OPEN, "not it"), typed(OPEN, PASSPHRASE)), "unlock", "check").fine();
    assertThat(refusals()).isEqualTo(before + 1);
    Ended refused =
        vault.run(
            List.of(typed(OPEN, "one"), typed(OPEN, "two"), typed(OPEN, "three")),
            "unlock",
            "check");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.screen()).contains("(unlock-passphrase-wrong)");
    assertThat(refusals()).isEqualTo(before + 4);
  }

  @Test
  void yesIsNoAnswerWhereSomethingMustBeRead() throws Exception {
    sheet();
    for (List<String> answers :
        List.of(
            List.of("yes", "", "vault-not-confirmed"),
            List.of("yes", "yes", "yes", "typed-word-unknown"),
            List.of("abacus zoom", "", "vault-sheet-differs"))) {
      try (PseudoTerminal terminal = vault.start("ceremony", "begin")) {
        terminal.await(OPEN);
        terminal.type(PASSPHRASE);
        for (String answer : answers.subList(0, answers.size() - 1)) {
          terminal.await("the sheet's last line: ");
          terminal.type(answer);
        }
        assertThat(terminal.awaitExit()).as(terminal.screen()).isEqualTo(1);
        assertThat(terminal.screen()).contains("(" + answers.getLast() + ")");
      }
    }
  }

  @Test
  void theInterruptKeyClearsWordsFromTheScreen() {
    try (PseudoTerminal terminal = vault.start("seed", "show")) {
      terminal.await(OPEN);
      terminal.type(PASSPHRASE);
      terminal.await(YES);
      terminal.type("yes");
      assertThat(terminal.await("Press enter")).doesNotContain(CLEARED);
      terminal.press(PseudoTerminal.INTERRUPT);
      terminal.await(CLEARED);
      assertThat(terminal.awaitExit()).isEqualTo(130);
      assertThat(terminal.screen()).endsWith(CLEARED);
    }
  }

  @Test
  void refusesAPassphraseThatTheTerminalCannotPassOnWhole() {
    TerminalVault other = new TerminalVault(List.of(), folder.resolve("other"));
    byte[] latin1 = "v\u00e4cuum ostrich lantern pebble\n".getBytes(StandardCharsets.ISO_8859_1);
    try (PseudoTerminal terminal = other.start("create", "--practice")) {
      for (int attempt = 1; attempt <= 3; attempt++) {
        terminal.await("New passphrase: ");
        terminal.send(latin1);
      }
      assertThat(terminal.awaitExit()).isEqualTo(1);
      assertThat(terminal.screen()).contains("(typed-unreadable)");
    }
  }

  @Test
  void aPassphraseIsTheSameInEveryLocale() {
    TerminalVault other = new TerminalVault(List.of(), folder.resolve("umlaut"));
    String umlaut = "v\u00e4cuum ostrich lantern pebble";
    try (PseudoTerminal terminal =
        other.startIn("exec \"$@\"", Map.of("LC_ALL", "C"), "create", "--practice")) {
      terminal.await("New passphrase: ");
      terminal.type(umlaut);
      terminal.await("again: ");
      terminal.type(umlaut.replace('\u00e4', '\u00f6'));
      terminal.await("New passphrase: "); // they differ
      terminal.type(umlaut);
      terminal.await("again: ");
      terminal.type(umlaut);
      assertThat(terminal.awaitExit()).as(terminal.screen()).isZero();
    }
    try (PseudoTerminal terminal =
        other.startIn("exec \"$@\"", Map.of("LC_ALL", "C.UTF-8"), "unlock", "check")) {
      terminal.await(OPEN);
      terminal.type(umlaut);
      assertThat(terminal.awaitExit()).as(terminal.screen()).isZero();
    }
  }

  /** Begins a ceremony, so that the sheet has a line; its words. */
  private static List<String> sheet() throws Exception {
    JsonNode begun =
        vault
            .runPiped("ceremony", "begin", "--yes", "--json", "--passphrase-file", file)
            .fine()
            .json();
    List<String> words = new ArrayList<>();
    begun.path("headWords").forEach(word -> words.add(word.asString()));
    return words;
  }

  private static int refusals() throws Exception {
    JsonNode shown = vault.runPiped("journal", "show", "--last", "500", "--json").fine().json();
    int count = 0;
    for (JsonNode entry : shown.path("entries")) {
      count += entry.path("event").asString().equals("unlock-refused") ? 1 : 0;
    }
    return count;
  }

  private static String head() throws Exception {
    return vault.runPiped("status", "--json").fine().json().path("journalHead").asString();
  }
}
