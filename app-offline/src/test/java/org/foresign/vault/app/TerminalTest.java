package org.foresign.vault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foresign.vault.app.TerminalVault.OPEN;
import static org.foresign.vault.app.TerminalVault.YES;
import static org.foresign.vault.app.TerminalVault.typed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.foresign.testkit.PseudoTerminal;
import org.foresign.testkit.Skips;
import org.foresign.vault.app.TerminalVault.Ended;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person does at a terminal beside typing the right thing. */
class TerminalTest {
  private static final String PASSPHRASE = "vacuum ostrich lantern pebble";
  private static final String CLEARED = "\u001b[2J\u001b[3J\u001b[H";
  private static final String THEN_TERMINAL_STATE =
      "trap : INT; \"$@\"; echo \"exit $?\"; stty -a; echo over";

  @TempDir static Path folder;
  private static TerminalVault vault;

  @BeforeAll
  static void makeAPracticeVault() throws Exception {
    Skips.unlessLinux();
    PseudoTerminal.orSkip();
    vault = new TerminalVault(List.of(), folder);
    String file = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n").toString();
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
      assertThat(terminal.await("over"))
          .containsPattern("(?<!-)\\becho\\b")
          .doesNotContain("-echo ");
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
      assertThat(terminal.screen()).contains("(vault-input-ended)");
    }
    assertThat(head()).isEqualTo(before);
  }

  @Test
  void anAnswerThatIsNotYesIsNo() {
    for (String answer : List.of("y", "yes please")) {
      Ended refused =
          vault.run(List.of(typed(OPEN, PASSPHRASE), typed(YES, answer)), "ceremony", "begin");
      assertThat(refused.exit()).as(answer).isEqualTo(1);
      assertThat(refused.screen()).contains("(vault-not-confirmed)");
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
    try (PseudoTerminal terminal =
        other.startIn("exec \"$@\"", Map.of("LC_ALL", "C"), "create", "--practice")) {
      terminal.await("New passphrase: ");
      terminal.type("v\u00e4cuum ostrich lantern pebble");
      assertThat(terminal.awaitExit()).isEqualTo(1);
      assertThat(terminal.screen()).contains("(vault-typed-unreadable)");
    }
    try (PseudoTerminal terminal =
        other.startIn("exec \"$@\"", Map.of("LC_ALL", "C.UTF-8"), "create", "--practice")) {
      terminal.await("New passphrase: ");
      terminal.type("v\u00e4cuum ostrich lantern pebble");
      terminal.await("again: ");
      terminal.type("v\u00f6cuum ostrich lantern pebble");
      assertThat(terminal.awaitExit()).isEqualTo(1);
      assertThat(terminal.screen()).contains("(vault-passphrases-differ)");
    }
  }

  private static String head() throws Exception {
    return vault.runPiped("status", "--json").fine().json().path("journalHead").asString();
  }
}
