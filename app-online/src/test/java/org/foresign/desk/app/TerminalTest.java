package org.foresign.desk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.crypto.WordCode;
import org.foresign.desk.TestStick;
import org.foresign.desk.TestVault;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.testkit.PseudoTerminal;
import org.foresign.testkit.Skips;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk as a process of its own, with a person at a pseudo-terminal. */
class TerminalTest {
  private static final String NEW = "New passphrase of this desk: ";
  private static final String AGAIN = "The same again: ";
  private static final String OPEN = "Passphrase of this desk: ";
  private static final String PASSPHRASE = "vacuum ostrich lantern pebble";
  private static final String THEN_STATE =
      "trap : INT; sh -c 'echo pid $$.; exec \"$@\"' sh \"$@\"; echo \"exit $?\"; stty -a;"
          + " echo over; read next; echo \"[$next]\"";

  @TempDir private Path folder;
  private Path home;
  private Path file;

  @BeforeEach
  void makeADesk() throws Exception {
    Skips.unlessLinux();
    PseudoTerminal.orSkip();
    home = folder.resolve("desk");
    file = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
    assertThat(piped("create", "--practice")).isZero();
  }

  /** Runs a command without a terminal, its passphrase in a file. */
  private int piped(String... arguments) throws Exception {
    List<String> command = command(arguments);
    command.addAll(List.of("--passphrase-file", file.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    process.getOutputStream().close();
    return process.waitFor();
  }

  @Test
  void whatIsTypedBeforeAQuestionIsNoAnswerAndIsNotShown() throws Exception {
    try (PseudoTerminal terminal = start(THEN_STATE, "batch", "list")) {
      terminal.await(OPEN);
      terminal.type("not this one\n" + PASSPHRASE); // at once, as a paste is
      terminal.await(OPEN);
      terminal.type("nor this one\n" + PASSPHRASE);
      terminal.await(OPEN);
      terminal.type(PASSPHRASE + "\nrm for the shell");
      terminal.await("exit 0");
      assertGivenBack(terminal.await("over"));
      terminal.type("later");
      assertThat(terminal.await("]")).contains("[later]");
      assertThat(terminal.screen()).doesNotContain(PASSPHRASE).doesNotContain("this one");
    }
  }

  @Test
  void theTerminalIsGivenBackOnEveryWayOut() throws Exception {
    try (PseudoTerminal terminal = start(THEN_STATE, "batch", "list")) {
      terminal.await(OPEN);
      terminal.press(PseudoTerminal.INTERRUPT);
      terminal.await("exit 130");
      assertGivenBack(terminal.await("over"));
    }
    try (PseudoTerminal terminal = start(THEN_STATE, "batch", "list")) {
      String pid = terminal.await(".").replaceAll("\\D", "");
      terminal.await(OPEN);
      ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroy();
      terminal.await("exit 143");
      assertGivenBack(terminal.await("over"));
    }
    try (PseudoTerminal terminal = start(THEN_STATE, "batch", "list")) {
      terminal.await(OPEN);
      terminal.press(PseudoTerminal.END_OF_INPUT);
      assertThat(terminal.await("exit 1")).contains("(input-ended)");
      assertGivenBack(terminal.await("over"));
    }
  }

  @Test
  void aNewPassphraseIsAskedAgainUntilItIsGood() {
    home = folder.resolve("another");
    try (PseudoTerminal terminal = start("exec \"$@\"", "create", "--practice")) {
      terminal.await(NEW);
      terminal.type("\u00e4".repeat(11)); // eleven characters in 22 bytes
      terminal.await(NEW);
      terminal.type(PASSPHRASE + "\n" + PASSPHRASE + " typed too early");
      terminal.await(AGAIN);
      terminal.type(PASSPHRASE);
      assertThat(terminal.awaitExit()).as(terminal.screen()).isZero();
      assertThat(terminal.screen())
          .contains("at least 12 characters")
          .doesNotContain(PASSPHRASE)
          .doesNotContain("early");
    }
  }

  @Test
  void pairingAsksForTwoWordsThatStandOnTheVaultsScreen() throws Exception {
    SignedIdentityCard vault = new TestVault(true).card();
    Path stick = Files.createDirectory(folder.resolve("stick"));
    new TestStick(stick).send(Parcel.of(ParcelKind.IDENTITY_CARD, vault.bytes()));
    assertThat(piped("pair", "show", "--carry", stick.toString())).isZero();
    String card = vault.digest().toString();
    // Without a person the words have to be there.
    assertThat(piped("pair", "accept", card)).isEqualTo(2);
    try (PseudoTerminal terminal = start("exec \"$@\"", "pair", "accept", card)) {
      terminal.await(OPEN);
      terminal.type(PASSPHRASE);
      terminal.await("the vault's screen: ");
      terminal.type("yes");
      terminal.await("the vault's screen: ");
      terminal.type("abacus zoom");
      terminal.await("the vault's screen: ");
      terminal.type("");
      assertThat(terminal.awaitExit()).isEqualTo(1);
      assertThat(terminal.screen()).contains("(desk-card-words-differ)");
    }
    try (PseudoTerminal terminal = start("exec \"$@\"", "pair", "accept", card)) {
      terminal.await(OPEN);
      terminal.type(PASSPHRASE);
      assertThat(terminal.typeTwoOf(WordCode.text(vault.digest()))).contains("____");
      assertThat(terminal.awaitExit()).as(terminal.screen()).isZero();
      assertThat(terminal.screen()).contains("Paired with vault");
    }
  }

  private static void assertGivenBack(String state) {
    assertThat(state)
        .containsPattern("(?<!-)\\becho\\b")
        .containsPattern("(?<!-)\\bicanon\\b")
        .contains("susp = ^Z");
  }

  private PseudoTerminal start(String script, String... arguments) {
    List<String> shell = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    shell.addAll(command(arguments));
    return PseudoTerminal.start(List.of(), shell, Map.of(), List.of());
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:MaxDirectMemorySize=512m");
    command.add("-Dforesign.natives=" + System.getProperty("foresign.natives", "natives"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DeskMain.class.getName());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--home", home.toString()));
    return command;
  }
}
