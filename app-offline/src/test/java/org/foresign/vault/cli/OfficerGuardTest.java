package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.WordCode;
import org.foresign.model.card.IdentityCard;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.signer.OpenSigners;
import org.foresign.signer.SignerAsker;
import org.foresign.store.Sealer;
import org.foresign.testkit.StubClock;
import org.foresign.vault.judge.JudgeService;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.keys.Secrets;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.receive.ReceiveService;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.BatchSigningService;
import org.foresign.vault.sign.SignProblem;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.Sitting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What officers rely on: revocation, the paper sheet, the page, and a review that still holds. */
class OfficerGuardTest {
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir private Path folder;
  private Story story;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, clock);
  }

  @Test
  void aRevokedApproverNoLongerCounts() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    String approver = story.desk.approver().digest().bytes().hex();
    story.vault.run("pair", "revoke", approver, "--reason", "key stolen", "--yes").fine();
    TestVault.Outcome signed = story.sign(delivered);
    assertThat(signed.exit()).isEqualTo(4);
    assertThat(signed.out()).contains("approvals-missing");
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
  void whateverChangesWhatIsSignedHasItsLineOnTheSheet() throws Exception {
    List<String> line = List.of();
    TestDesk other = new TestDesk("another desk");
    Path stick = story.freshStick();
    TestDesk.put(stick, other.card());
    for (List<String> change :
        List.of(
            List.of("pair", "accept", "--in", stick.toString(), "--name", "two", "--yes"),
            List.of("pair", "revoke", other.card().digest().bytes().hex(), "--yes"),
            List.of("policy", "accept", "--yes"))) {
      if (change.getFirst().equals("policy")) {
        story.vault.run("policy", "draft").fine();
        story.vault.run("policy", "set", "--approvals", "0").fine();
      }
      List<String> before = line;
      line = words(story.vault.run(change.toArray(String[]::new)).fine(), "headWords");
      assertThat(line).hasSize(10).isNotEqualTo(before);
      story.vault.run("unlock", "check").fine();
      TestVault.Outcome begun = story.vault.run("ceremony", "begin", "--yes").fine();
      assertThat(words(begun, "sheetWords")).isEqualTo(line);
      assertThat(story.vault.runBare("status").out())
          .contains(String.join(" ", words(begun, "headWords")));
    }
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
    Path stick = java.nio.file.Files.createDirectory(folder.resolve("pulled-out"));
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
  void aReviewHoldsOnlyUntilSomethingElseIsClaimed() throws Exception {
    Story.Delivered first = story.deliver(story.plan());
    Story.Delivered second = story.deliver(story.plan());
    try (Sitting sitting = story.vault.sit()) {
      OpenVault vault = sitting.unlock(story.vault.asker(), SecretPurpose.SIGN).vault();
      JudgedBatch one = judge(sitting, vault, first);
      JudgedBatch other = judge(sitting, vault, second);
      sign(sitting, vault, one);
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> sign(sitting, vault, other))
          .satisfies(e -> assertThat(e.problem().code()).isEqualTo(SignProblem.SIGN_JUDGED_BEFORE));
    }
  }

  @Test
  void aCardReplacesOnlyTheOneBeforeItOfTheSameRole() throws Exception {
    SignedIdentityCard desk = story.desk.card();
    SignedIdentityCard posing = approver(2, desk.digest());
    Path stick = story.freshStick();
    TestDesk.put(stick, posing);
    assertThat(accept(stick).problem()).isEqualTo(OfficerProblem.PEER_REPLACES_UNKNOWN.id());
    Path later = story.freshStick();
    TestDesk.put(later, approver(3, story.desk.approver().digest()));
    assertThat(accept(later).problem()).isEqualTo(OfficerProblem.PEER_REPLACES_UNKNOWN.id());
    Path next = story.freshStick();
    TestDesk.put(next, approver(2, story.desk.approver().digest()));
    accept(next).fine();
  }

  private TestVault.Outcome accept(Path stick) {
    return story.vault.run("pair", "accept", "--in", stick.toString(), "--name", "Ben", "--yes");
  }

  private static SignedIdentityCard approver(long epoch, Digest32 replaces) {
    byte[] key = new byte[32];
    TreeMap<Integer, Integer> formats = new TreeMap<>();
    formats.put(5, 1);
    return IdentityCardCodec.sign(
        new IdentityCard(
            Role.APPROVER,
            true,
            epoch,
            1,
            Bytes.of(Ed25519.publicKey(key)),
            null,
            null,
            0,
            replaces,
            false,
            formats,
            List.of(OperationKind.CANCEL)),
        key);
  }

  private static JudgedBatch judge(Sitting sitting, OpenVault vault, Story.Delivered delivered)
      throws ProblemException {
    Bytes envelope = TestVault.only(delivered.stick(), org.foresign.carry.ParcelKind.BATCH_REQUEST);
    return new JudgeService(vault, sitting::depositCheck)
        .judge(new ReceiveService(vault).open(envelope));
  }

  private void sign(Sitting sitting, OpenVault vault, JudgedBatch judged) throws ProblemException {
    VaultServices services = story.vault.services();
    try (Secrets secrets = sitting.signSecret(story.vault.asker());
        Sealer sealer = sitting.sealer(secrets);
        OpenSigners signers = sitting.accounts(vault).signers(Set.of(Story.ACCOUNT), sealer)) {
      new BatchSigningService(
              vault,
              sealer,
              services.tools().curve().get(),
              services.tools().random(),
              SigningWrite.NONE)
          .sign(
              judged,
              sitting.sheet().compare(Story.PAPER, judged.memory()),
              Set.of(),
              signers,
              () -> {},
              SignerAsker.NOBODY,
              Job.quiet());
    }
  }

  private static List<String> words(TestVault.Outcome outcome, String name) {
    return StreamSupport.stream(outcome.json().path(name).spliterator(), false)
        .map(word -> word.asString())
        .toList();
  }
}
