package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.foresign.testkit.Printed;
import org.foresign.testkit.StubClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a stick, a file or a name says: nothing of it acts on the terminal. */
class HostileTextTest {
  @TempDir private Path folder;

  @Test
  void nothingForeignActsOnTheTerminal() throws Exception {
    Story story = Story.begin(folder, StubClock.at("2026-11-21T10:00:00Z"));
    story.vault.run("policy", "draft").fine();
    List<List<String>> all = commands(story, Printed.hostile());
    for (List<String> words : all) {
      harmless(story.vault.run(words.toArray(String[]::new)), words);
      harmless(story.vault.runBare(with(story, words)), words);
    }
    int turn = 0;
    for (String hostile : Printed.each()) {
      List<String> words = commands(story, hostile).get(turn++ % all.size());
      harmless(story.vault.runBare(with(story, words)), words);
    }
  }

  private static String[] with(Story story, List<String> words) {
    List<String> whole = new ArrayList<>(words);
    whole.addAll(List.of("--passphrase-file", story.vault.file("passphrase").toString()));
    return whole.toArray(String[]::new);
  }

  private static void harmless(TestVault.Outcome said, List<String> words) {
    String output = said.out() + said.err();
    assertThat(said.exit()).as("%s -> %s", words, output).isNotZero();
    assertThat(Printed.firstThatActs(output)).as("%s -> %s", words, output).isEmpty();
  }

  /** A command for each place that foreign text can come from. */
  private List<List<String>> commands(Story story, String hostile) throws IOException {
    Path stick = story.freshStick();
    String name = hostile.replace("\u0000", "");
    Files.writeString(stick.resolve("foresign-8c6e8e80-request " + name + ".fsx"), "x");
    String list =
        Files.writeString(folder.resolve("list.csv"), hostile + ",x\n" + hostile).toString();
    String deposits =
        Files.writeString(
                folder.resolve("deposits.json"),
                "[{\"fork_version\":\"10000910\",\"" + hostile + "\":1}]")
            .toString();
    String supplier = Story.SUPPLIER.toString();
    return List.of(
        List.of("inspect", "--in", stick.toString()),
        enrol("Ann", "--list", list),
        enrol("Ann", "--deposit-data", deposits),
        enrol(hostile, "--list", list),
        List.of("pair", "accept", "--in", stick.toString(), "--name", hostile, "--yes"),
        List.of("policy", "chain", "add", "--chain-id", "77", "--name", hostile, "--symbol", "X"),
        List.of("policy", "chain", "add", "--chain-id", "77", "--name", "X", "--symbol", hostile),
        addressAdd(hostile, supplier, "B"),
        addressAdd("hoodi", supplier, hostile),
        addressAdd("hoodi", hostile, "B"));
  }

  private static List<String> enrol(String attester, String option, String file) {
    return List.of(
        "validators", "enrol", "--network", "hoodi", "--attester", attester, option, file);
  }

  private static List<String> addressAdd(String network, String address, String name) {
    return List.of(
        "policy", "address", "add", "--network", network, "--address", address, "--name", name);
  }
}
