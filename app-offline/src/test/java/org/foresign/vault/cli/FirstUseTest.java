package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody meets who never used a vault before. */
class FirstUseTest {
  @TempDir private Path folder;
  private TestVault vault;

  @BeforeEach
  void begin() {
    vault = new TestVault(folder, Clock.systemUTC(), SigningWrite.NONE);
    vault.run("create", "--practice").fine();
  }

  @Test
  void statusOfANewVaultSaysThatItWasVerifiedAndWhatThePaperEndsWith() {
    assertThat(vault.runBare("status").fine().out())
        .contains("verified: ")
        .contains("For the paper sheet: ceremony 1, no head words");
  }

  @Test
  void aPassphraseFileThatNobodyLooksAtIsNotPassedOverInSilence() {
    vault.write("wrong", "an entirely different passphrase");
    String wrong = vault.file("wrong").toString();
    assertThat(vault.runBare("status", "--passphrase-file", wrong).fine().out())
        .contains("--passphrase-file was not looked at");
    assertThat(
            vault
                .runBare("status", "--json", "--passphrase-file", wrong)
                .fine()
                .json()
                .path("passphraseFileRead")
                .asBoolean(true))
        .isFalse();
    String right = vault.file("passphrase").toString();
    assertThat(vault.runBare("unlock", "check", "--passphrase-file", right).fine().out())
        .doesNotContain("--passphrase-file");
    TestVault.Outcome refused =
        vault.runBare("unlock", "check", "--json", "--passphrase-file", wrong);
    assertThat(refused.problem()).isEqualTo("unlock-passphrase-file-wrong");
    assertThat(refused.json().path("problem").path("next").asString()).doesNotContain("keyboard");
    assertThat(vault.runBare("journal", "show").out()).contains("unlock-refused");
  }

  @Test
  void theFirstQuestionAboutTheSheetSaysWhatMayStandOnIt() throws Exception {
    Path stick = vault.stick("cards");
    TestDesk.put(stick, new TestDesk("the desk").card());
    vault.prompt().answers(false, TestVault.PASSPHRASE);
    vault.runBare("pair", "accept", "--in", stick.toString(), "--name", "desk");
    assertThat(String.join("\n", vault.prompt().shown()))
        .contains("Nothing was decided in this vault yet", "ten words of cards do not count")
        .doesNotContain("last line");
  }

  @Test
  void theLineOfAnAcceptedCardSaysWhoseItIs() throws Exception {
    Path stick = vault.stick("cards");
    TestDesk desk = new TestDesk("the desk");
    TestDesk.put(stick, desk.card());
    TestDesk.put(stick, desk.approver());
    assertThat(text("pair", "accept", "--in", stick.toString(), "--name", "Treasury", "--yes"))
        .containsPattern("Accepted Treasury [12], a desk, " + desk.card().digest())
        .containsPattern("Accepted Treasury [12], an approver, " + desk.approver().digest());
  }

  @Test
  void anExportSaysWhichPolicyItHasAndWhichOneWaits() throws Exception {
    Story story = Story.begin(folder.resolve("story"), Clock.systemUTC());
    vault = story.vault;
    String out = story.freshStick().toString();
    assertThat(text("policy", "export", "--out", out))
        .contains("Wrote policy 1 for desk: ")
        .doesNotContain("--pending");
    vault.run("policy", "draft").fine();
    vault.run("policy", "set", "--max-review-days", "365").fine();
    vault.run("policy", "accept", "--yes").fine();
    assertThat(text("policy", "export", "--out", out))
        .contains(
            "Wrote policy 1 for desk: ",
            "Policy 2 is not in it: it is in force from ceremony 2 on. --pending writes it"
                + " anyway.");
    assertThat(text("policy", "export", "--out", out, "--pending"))
        .contains("Wrote policy 2 for desk: ")
        .doesNotContain("not in it");
  }

  @Test
  void whatNoBatchCanHaveIsSaidAgainWhenThePolicyIsAccepted() {
    vault.run("policy", "draft").fine();
    vault
        .run(
            "policy",
            "allow",
            Story.ACCOUNT.toString(),
            "--network",
            "practice",
            "--ops",
            "native-transfer,cancel",
            "--per-batch",
            "10")
        .fine();
    vault.run("policy", "set", "--approvals", "0").fine();
    String end = "DEAD END: " + Story.ACCOUNT + " on practice: payments are allowed";
    assertThat(vault.runBare("policy", "diff").fine().out()).contains(end);
    assertThat(text("policy", "accept", "--yes")).contains(end);
  }

  @Test
  void anAccountWithoutAKeyHereIsADeadEnd() {
    String stranger = "0x00000000000000000000000000000000000f0e51";
    vault.run("policy", "draft").fine();
    vault
        .run(
            "policy",
            "allow",
            stranger,
            "--network",
            "practice",
            "--ops",
            "cancel",
            "--per-batch",
            "1")
        .fine();
    assertThat(vault.runBare("policy", "diff").fine().out())
        .containsIgnoringCase("DEAD END: " + stranger + " on practice: this vault has no key")
        .doesNotContain("DEAD END: " + Story.ACCOUNT);
  }

  private String text(String... arguments) {
    return vault
        .runBare(
            Stream.concat(
                    Stream.of(arguments),
                    Stream.of("--passphrase-file", vault.file("passphrase").toString()))
                .toArray(String[]::new))
        .fine()
        .out();
  }
}
