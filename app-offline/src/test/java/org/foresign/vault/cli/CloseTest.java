package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.StubClock;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.receive.ReceiveProblem;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.BatchClosing;
import org.foresign.vault.sign.SignProblem;
import org.foresign.vault.work.Sitting;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A claim without a result that can't be gone on with. Whatever came between, officers close it and
 * desk, number and later nonces go on.
 */
class CloseTest {
  @TempDir private Path folder;
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");
  private Story story;
  private Story.Delivered delivered;

  @BeforeEach
  void interrupt() throws Exception {
    story = Story.begin(folder, clock);
    delivered = story.deliver(story.plan());
    TestVault dying =
        new TestVault(
            folder,
            clock,
            point -> {
              if (point.equals("claimed")) {
                throw new IllegalStateException("the power is gone");
              }
            });
    String stick = delivered.stick().toString();
    assertThat(dying.run("sign", "--in", stick, "--out", stick, "--yes").exit())
        .isEqualTo(VaultExitCode.BUG);
    assertThat(status("state")).isEqualTo("interrupted");
  }

  @Test
  void afterAChangeOfPolicy() throws Exception {
    story.vault.run("policy", "draft").fine();
    story
        .vault
        .run(
            "policy",
            "allow",
            Story.ACCOUNT.toString(),
            "--network",
            "practice",
            "--per-batch",
            "9")
        .fine();
    String hash =
        story.vault.run("policy", "accept", "--yes").fine().json().path("hash").asString();
    TestVault.Outcome refused = story.sign(delivered);
    assertThat(refused.exit()).isEqualTo(VaultExitCode.REFUSED);
    assertThat(refused.out()).contains("\"policy-other\"");
    closeAndGoOn(story.plan().policy(Digest32.parseHex(hash)));
  }

  @Test
  void afterTheReviewDate() throws Exception {
    clock.advance(Duration.ofDays(2));
    TestVault.Outcome refused = story.sign(delivered);
    assertThat(refused.exit()).isEqualTo(VaultExitCode.REFUSED);
    assertThat(refused.out()).contains("\"review-date-passed\"");
    closeAndGoOn(story.plan());
  }

  @Test
  void afterTheDesksCardWasReplacedTheNewOneGetsTheResult() throws Exception {
    TestDesk renewed = story.desk.renewed();
    Path stick = story.freshStick();
    TestDesk.put(stick, renewed.card());
    story.vault.run("pair", "accept", "--in", stick.toString(), "--name", "new", "--yes").fine();
    assertThat(story.sign(delivered).problem()).isEqualTo(ReceiveProblem.RECEIVE_DESK_REVOKED.id());

    SignedBatch result = renewed.open(close(), story.vaultCard);

    assertThat(result.header().closed()).isTrue();
    assertThat(result.header().deskCard()).isEqualTo(renewed.card().digest());
    assertThat(status("state")).isEqualTo("ready");
  }

  @Test
  void afterTheDesksCardWasRevokedNothingIsSealedForIt() throws Exception {
    story.vault.run("pair", "revoke", story.desk.card().digest().bytes().hex(), "--yes").fine();
    assertThat(story.sign(delivered).problem()).isEqualTo(ReceiveProblem.RECEIVE_DESK_REVOKED.id());
    Path stick = story.freshStick();

    TestVault.Outcome closed = run(stick).fine();

    assertThat(closed.json().has("parcel")).isFalse();
    assertThat(stick).isEmptyDirectory();
    assertThat(status("state")).isEqualTo("ready");
    assertThat(story.vault.run("reexport", "--out", stick.toString()).problem())
        .isEqualTo("sign-no-result");
    story.vault.run("journal", "verify").fine();
  }

  @Test
  void itsNoncesCountAsSignedForEver() throws Exception {
    close();
    clock.advance(Duration.ofDays(3));
    SignedBatch empty = story.desk.open(again(), story.vaultCard);
    TestVault.Outcome reopened =
        story.sign(story.deliver(story.plan().sequence(2, story.desk.resultDigest(empty))));
    assertThat(reopened.exit()).isEqualTo(VaultExitCode.REFUSED);
    assertThat(reopened.out()).contains("\"nonce-reopened\"");
  }

  @Test
  void isKeptAndReceivedLikeAnyResult() throws Exception {
    Bytes first = close();
    SignedBatch empty = story.desk.open(first, story.vaultCard);
    assertThat(empty.sections()).isEmpty();
    assertThat(empty.header().signedCount()).isZero();
    assertThat(empty.header().leafCount()).isEqualTo(delivered.batch().leaves().size());
    assertThat(again()).isEqualTo(first);
    assertThat(story.sign(delivered).fine().json().path("closed").asBoolean()).isTrue();
    assertThat(story.result(delivered)).isEqualTo(first);

    Path back = story.freshStick();
    Receipt receipt =
        new Receipt(story.desk.resultDigest(empty), delivered.batch().batchDigest(), 1);
    story.desk.acknowledge(receipt, story.vaultCard, back);
    for (String taken : new String[] {"1", "0"}) {
      assertThat(story.vault.run("receipt", "--in", back.toString()).fine().json().path("taken"))
          .hasToString(taken);
    }
    assertThat(status("withoutReceipt")).isEqualTo("0");
    story.vault.run("journal", "verify").fine();
    assertThat(run(story.freshStick()).problem()).isEqualTo("sign-not-open");
  }

  @Test
  void aClaimThatIsForgedUntilThePassphraseIsAskedForIsShownAsItIs() throws Exception {
    List<String> sheet = List.of(story.sheetWords().split(" "));
    String claimed = Planted.text(story.vault, "SELECT claimed_at FROM batch");
    Planted.in(story.vault, "UPDATE batch SET claimed_at = 0");
    story.vault.locks(
        practice -> Planted.in(story.vault, "UPDATE batch SET claimed_at = " + claimed));
    story.vault.prompt().answers(true, TestVault.PASSPHRASE).reads(sheet).shown().clear();
    String out = story.freshStick().toString();

    story.vault.runBare("batch", "close", digest(), "--reason", "why", "--out", out).fine();

    assertThat(String.join("\n", story.vault.prompt().shown()))
        .contains("claimed on 2026-11-21T")
        .doesNotContain("1970");
  }

  @Test
  void aClaimThatIsNotTheOneThatWasShownIsNotClosed() throws Exception {
    try (Sitting sitting = story.vault.sit()) {
      Sitting.Unlocked unlocked = sitting.unlock(story.vault.asker(), SecretPurpose.ADMINISTER);
      OfficerKey officers = unlocked.officers(Story.PAPER);
      String claimed = Planted.text(story.vault, "SELECT claimed_at FROM batch");
      Planted.in(story.vault, "UPDATE batch SET claimed_at = 0");
      Ledger.Entry shown = sitting.home().database().read(sql -> BatchClosing.find(sql, digest()));
      Planted.in(story.vault, "UPDATE batch SET claimed_at = " + claimed);
      BatchClosing closing =
          new BatchClosing(unlocked.vault(), story.vault.services().tools().random());

      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> closing.close(shown, "why", officers))
          .satisfies(e -> assertThat(e.problem().code()).isEqualTo(SignProblem.SIGN_NOT_OPEN));
    }
    assertThat(status("state")).isEqualTo("interrupted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\nline", "\u001b[2J", "LONG"})
  void aReasonThatTheJournalDoesNotTake(String reason) throws Exception {
    Digest32 before = story.vault.stateWithoutJournal();
    String text = reason.equals("LONG") ? "\u00fc".repeat(300) : reason;
    assertThat(run(story.freshStick(), digest(), text).problem()).isEqualTo("sign-reason-unfit");
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz", "00000000", ""})
  void abatchThatIsNotOne(String digest) {
    assertThat(run(story.freshStick(), digest, "why").problem()).isEqualTo("sign-not-open");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE batch SET state = 'claimed', result = NULL, envelope = NULL",
        "UPDATE batch SET state = 'signed'",
        "UPDATE batch SET result = zeroblob(32)"
      })
  void aRowThatIsNotTheJournals(String statement) throws Exception {
    close();
    try (VaultHome home =
        VaultHome.open(story.vault.home(), SqliteNative.load(), clock.instant())) {
      home.database().update(sql -> sql.update(statement));
    }
    assertThat(story.vault.run("unlock", "check").problem())
        .isEqualTo(VaultProblem.VAULT_JOURNAL_DIFFERS.id());
  }

  private void closeAndGoOn(TestDesk.Plan plan) throws Exception {
    SignedBatch empty = story.desk.open(close(), story.vaultCard);
    assertThat(empty.header().batchDigest()).isEqualTo(delivered.batch().batchDigest());
    assertThat(empty.header().policyHash()).isEqualTo(delivered.request().policyHash());
    assertThat(empty.header().sequence()).isEqualTo(1);
    assertThat(status("state")).isEqualTo("ready");
    TestDesk.Plan next =
        plan.plannedAt(clock.instant().getEpochSecond())
            .nonces(3, 2)
            .sequence(2, story.desk.resultDigest(empty));
    story.sign(story.deliver(next)).fine();
  }

  private Bytes close() throws Exception {
    Path stick = story.freshStick();
    run(stick).fine();
    return TestVault.only(stick, ParcelKind.SIGNED_BATCH);
  }

  private Bytes again() throws Exception {
    Path stick = story.freshStick();
    story.vault.run("reexport", "--out", stick.toString()).fine();
    return TestVault.only(stick, ParcelKind.SIGNED_BATCH);
  }

  private TestVault.Outcome run(Path stick) {
    return run(stick, digest().substring(0, 8), "the policy changed meanwhile");
  }

  private TestVault.Outcome run(Path stick, String digest, String reason) {
    return story.vault.run(
        "batch", "close", digest, "--reason", reason, "--out", stick.toString(), "--yes");
  }

  private String digest() {
    return delivered.batch().batchDigest().bytes().hex();
  }

  private String status(String fact) {
    return story.vault.run("status").fine().json().path(fact).asString();
  }
}
