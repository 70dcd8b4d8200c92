package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.model.problem.Problem;
import org.foresign.testkit.StubClock;
import org.foresign.vault.lock.LockProblem;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.work.SetBack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program says of the paper sheet, and of a batch that is read before it is signed. */
class OfficerPagesTest {
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir private Path folder;
  private Story story;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, clock);
  }

  @Test
  void theNextCeremonyShowsTheHeadWordsOfTheLastSheet() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    List<String> sheet = words(story.sign(delivered).fine(), "headWords");
    story.vault.run("unlock", "check").fine();
    TestVault.Outcome begun = story.vault.run("ceremony", "begin", "--yes").fine();
    assertThat(words(begun, "sheetWords")).hasSize(10).isEqualTo(sheet);

    Path stick = story.freshStick();
    TestVault.Outcome again = story.vault.run("reexport", "--out", stick.toString()).fine();
    assertThat(again.json().has("headWords")).isFalse();
    assertThat(story.sheetWords()).isEqualTo(String.join(" ", words(begun, "headWords")));
  }

  @Test
  void signingAsksForTheSheetOrTakesItsWords() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    String stick = delivered.stick().toString();
    Digest32 before = story.vault.stateWithoutJournal();
    String sheet = story.sheetWords();

    story.vault.prompt().answers(false).shown().clear();
    assertThat(story.vault.run("sign", "--in", stick, "--out", stick).problem())
        .isEqualTo(VaultProblem.VAULT_NOT_CONFIRMED.id());
    assertThat(String.join("\n", story.vault.prompt().shown()))
        .contains("  ceremony 1\n  head words: ")
        .containsPattern(TestVault.twoLeftOut(sheet))
        .doesNotContain("Supplier");
    for (String wrong : List.of("", "one two three", sheet + " more")) {
      TestVault.Outcome refused =
          story.vault.run("sign", "--in", stick, "--out", stick, "--yes", "--sheet", wrong);
      assertThat(refused.problem()).isIn("typed-words-count", "typed-word-unknown");
    }
    String others = WordCode.text(Digest32.ZERO);
    assertThat(story.vault.run("ceremony", "begin", "--sheet", others).problem())
        .isEqualTo(VaultProblem.VAULT_SHEET_DIFFERS.id());
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);

    story.vault.run("sign", "--in", stick, "--out", stick, "--yes", "--sheet", sheet).fine();
    assertThat(story.sheetWords()).isNotEqualTo(sheet);
    story.vault.run("ceremony", "begin", "--sheet", story.sheetWords()).fine();
  }

  @Test
  void aClaimWhoseResultCouldNotBeWrittenHasItsLineToo() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    Path stick = Files.createDirectory(folder.resolve("pulled-out"));
    TestVault pulling =
        new TestVault(
            folder,
            clock,
            point -> {
              if (point.equals("kept")) {
                assertThat(stick.toFile().delete()).isTrue();
              }
            });
    TestVault.Outcome failed =
        pulling.run(
            "sign", "--in", delivered.stick().toString(), "--out", stick.toString(), "--yes");
    assertThat(failed.exit()).isEqualTo(VaultExitCode.PROBLEM);
    assertThat(failed.err()).contains("For the paper sheet: ceremony 1, head words ");
    String line = failed.err().strip().lines().toList().getLast();
    assertThat(line).endsWith(story.sheetWords());
    TestVault.Outcome begun = story.vault.run("ceremony", "begin", "--yes").fine();
    assertThat(line).endsWith(String.join(" ", words(begun, "sheetWords")));
  }

  @Test
  void thePageSaysHowMuchGoesToWhom() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    String passphrase = story.vault.file("passphrase").toString();
    TestVault.Outcome page =
        story.vault.runBare(
            "inspect", "--in", delivered.stick().toString(), "--passphrase-file", passphrase);
    assertThat(page.out()).contains("native-transfer of 0.01 ETH to Supplier");
    TestVault.Outcome tree =
        story.vault.run("inspect", "--in", delivered.stick().toString()).fine();
    assertThat(tree.json().path("leaves").path(0).path("recipient").asString())
        .isEqualTo(Story.SUPPLIER.toString());
    assertThat(tree.json().path("leaves").path(0).path("amount").asString())
        .isEqualTo("10000000000000000");
  }

  @Test
  void theLineIsWrittenDownBeforeTheFirstSignature() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    story.vault.prompt().answers(true, TestVault.PASSPHRASE, TestVault.PASSPHRASE);
    story.vault.prompt().reads(List.of(story.sheetWords().split(" ")));
    story.vault.prompt().reads(WordCode.words(delivered.batch().batchDigest()));
    Path out = Files.createDirectories(folder.resolve("out"));
    TestVault.Outcome signed =
        story.vault.runBare(
            "sign", "--in", delivered.stick().toString(), "--out", out.toString(), "--json");
    String line = "head words " + String.join(" ", headWords(signed.fine()));
    assertThat(String.join("\n", story.vault.prompt().shown()))
        .contains(line, "Write it down now, before anything else happens.");
    List<String> moments = story.vault.moments();
    int claimed = moments.indexOf("claimed");
    assertThat(moments.subList(claimed, claimed + 3)).containsExactly("claimed", "written", "leaf");
  }

  @Test
  void noCommandThatEndsByAProblemPrintsTheLineOfAnotherState() throws Exception {
    Path copy = SetBack.keep(story.vault, "old");
    String oldWords = story.sheetWords();
    Digest32 first = story.signed(story.deliver(story.plan())).report().result();
    Story.Delivered second = story.deliver(story.plan().nonces(10, 3).sequence(2, first));
    int[] looks = {0};
    story.vault.locks(practice -> {
      if (++looks[0] == 2) {
        try {
          SetBack.to(story.vault, copy);
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
        throw Problem.of(LockProblem.LOCK_INTERFACE_UP).asException();
      }
    });
    TestVault.Outcome failed = story.sign(second);
    assertThat(failed.exit()).isNotZero();
    assertThat(failed.err() + failed.out()).doesNotContain(oldWords).doesNotContain("paper sheet");
  }

  private static List<String> headWords(TestVault.Outcome outcome) {
    return words(outcome, "headWords");
  }

  private static List<String> words(TestVault.Outcome outcome, String name) {
    return StreamSupport.stream(outcome.json().path(name).spliterator(), false)
        .map(word -> word.asString())
        .toList();
  }
}
