package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.CryptoChoice;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.SignedBatch;
import org.foresign.testkit.StubClock;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vault's part of the main job, through its commands, with a desk made of the formats. */
class VaultStoryTest {
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir Path folder;
  private Story story;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, clock);
  }

  @Test
  void signsABatchThatTheDeskCanOpenAndVerify() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    TestVault.Outcome inspected =
        story.vault.run("inspect", "--in", delivered.stick().toString()).fine();
    assertThat(inspected.json().path("refused").asBoolean(true)).isFalse();
    assertThat(inspected.json().path("leafCount").asInt()).isEqualTo(12);

    namesItsCryptography(inspected);
    TestVault.Outcome signed = story.sign(delivered).fine();
    namesItsCryptography(signed);
    SignedBatch result =
        story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard);
    assertThat(result.header().batchDigest()).isEqualTo(delivered.batch().batchDigest());
    assertThat(result.header().policyHash()).isEqualTo(story.policy);
    assertThat(result.header().ceremony()).isEqualTo(1);
    assertThat(signed.json().path("result").asString())
        .isEqualTo(story.desk.resultDigest(result).bytes().hex());
    assertThat(signed.json().path("journalHead").asString())
        .isEqualTo(result.header().journalHead().bytes().hex());
    assertThat(story.vault.run("journal", "verify").fine().json().path("entries").asInt())
        .isGreaterThan(8);
  }

  @Test
  void thePageThatIsAskedAboutSaysWhichCryptographySigns() throws Exception {
    String stick = story.deliver(story.plan()).stick().toString();
    story.vault.prompt().answers(false, TestVault.PASSPHRASE);
    story.vault.runBare("sign", "--in", stick, "--out", stick, "--sheet", story.sheetWords());
    assertThat(story.vault.prompt().shown()).contains(CryptoChoice.signatures().words());
  }

  private static void namesItsCryptography(TestVault.Outcome outcome) {
    // A batch without stakes checks no deposit.
    assertThat(outcome.json().path("crypto").size()).isEqualTo(1);
    assertThat(outcome.json().path("crypto").path(0).path("library").asString())
        .isEqualTo(CryptoChoice.signatures().library());
  }

  @Test
  void reexportsExactlyTheSameBytesUntilAReceiptComes() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    story.sign(delivered).fine();
    Bytes first = story.result(delivered);
    Path stick = story.freshStick();
    story.vault.run("reexport", "--out", stick.toString()).fine();
    assertThat(TestVault.only(stick, ParcelKind.SIGNED_BATCH)).isEqualTo(first);

    SignedBatch result = story.desk.openResult(first, delivered.batch(), story.vaultCard);
    Path back = story.freshStick();
    Receipt receipt =
        new Receipt(story.desk.resultDigest(result), delivered.batch().batchDigest(), 1);
    story.desk.acknowledge(receipt, story.vaultCard, back);
    assertThat(story.vault.run("receipt", "--in", back.toString()).json().path("taken").asInt())
        .isEqualTo(1);
    assertThat(story.vault.run("receipt", "--in", back.toString()).json().path("taken").asInt())
        .isZero();
    assertThat(story.vault.run("reexport", "--out", stick.toString()).problem())
        .isEqualTo("sign-no-result");
  }

  @Test
  void aReceiptForSomethingElseIsRefused() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    story.sign(delivered).fine();
    Path back = story.freshStick();
    story.desk.acknowledge(
        new Receipt(Digest32.ZERO, delivered.batch().batchDigest(), 1), story.vaultCard, back);
    assertThat(story.vault.run("receipt", "--in", back.toString()).problem())
        .isEqualTo("receipt-unknown");
  }

  @Test
  void theSameMessageIsSignedOnce() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    story.sign(delivered).fine();
    Digest32 before = story.vault.stateWithoutJournal();
    Bytes first = story.result(delivered);
    story.sign(delivered).fine();
    assertThat(story.result(delivered)).isEqualTo(first);
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
  }

  @Test
  void refusesTheNextBatchWithoutTheLastResultOrWithAnOldNumber() throws Exception {
    Story.Delivered first = story.deliver(story.plan());
    story.sign(first).fine();
    Digest32 last =
        story.desk.resultDigest(
            story.desk.openResult(story.result(first), first.batch(), story.vaultCard));
    TestDesk.Plan next = story.plan().nonces(3, 2);
    refusedByPolicy(next.sequence(2, null), "result-not-received");
    refusedByPolicy(next.sequence(2, Digest32.ZERO), "result-unknown");
    refusedByPolicy(next.sequence(1, last), "sequence-used");
    refusedByPolicy(next.sequence(3, last), "sequence-skipped");
    story.sign(story.deliver(next.sequence(2, last))).fine();
  }

  @Test
  void refusesAnotherPolicyAnUnknownRecipientAndAReopenedNonce() throws Exception {
    refusedByPolicy(story.plan().policy(Digest32.ZERO), "policy-other");
    refusedByPolicy(
        story.plan().to(Address.parse("0x1111111111111111111111111111111111111111")),
        "recipient-not-listed");
    Story.Delivered first = story.deliver(story.plan());
    story.sign(first).fine();
    Digest32 last =
        story.desk.resultDigest(
            story.desk.openResult(story.result(first), first.batch(), story.vaultCard));
    refusedByPolicy(story.plan().nonces(2, 2).sequence(2, last), "nonce-reopened");
  }

  @Test
  void countsWhatWasSignedBeforeAgainstTheOutstandingLimit() throws Exception {
    Story.Delivered first = story.deliver(story.plan().allEqual());
    TestVault.Outcome signed = story.vault.run("inspect", "--in", first.stick().toString()).fine();
    Wei one = outstanding(signed);
    story.sign(first).fine();
    Digest32 last =
        story.desk.resultDigest(
            story.desk.openResult(story.result(first), first.batch(), story.vaultCard));
    Story.Delivered second = story.deliver(story.plan().allEqual().nonces(3, 3).sequence(2, last));
    TestVault.Outcome inspected =
        story.vault.run("inspect", "--in", second.stick().toString()).fine();
    assertThat(outstanding(inspected)).isEqualTo(one.times(2));
  }

  @Test
  void aClockSetBackStopsSigningUntilItIsRightAgainAndNobodyCanAcceptIt() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    Digest32 before = story.vault.stateWithoutJournal();
    clock.advance(Duration.ofSeconds(-1));
    assertThat(clockStanding()).isEqualTo("back");
    assertThat(story.sign(delivered).problem()).isEqualTo(VaultProblem.VAULT_CLOCK_BACK.id());
    assertThat(story.vault.run("clock", "accept", "--yes").problem())
        .isEqualTo(VaultProblem.VAULT_CLOCK_BACK.id());
    assertThat(story.sign(delivered).problem()).isEqualTo(VaultProblem.VAULT_CLOCK_BACK.id());
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
    story.vault.run("journal", "verify").fine();

    clock.advance(Duration.ofSeconds(1));
    assertThat(clockStanding()).isEqualTo("steady");
    story.sign(delivered).fine();
  }

  @Test
  void aStepOfMoreThanSevenDaysForwardWantsAnOfficersWord() throws Exception {
    Digest32 before = story.vault.stateWithoutJournal();
    clock.advance(Duration.ofDays(7).plusSeconds(1));
    Story.Delivered later = story.deliver(story.plan());
    assertThat(clockStanding()).isEqualTo("forward");
    assertThat(story.sign(later).problem()).isEqualTo(VaultProblem.VAULT_CLOCK_FORWARD.id());
    // Opening the vault again and again brings vault time no nearer to the clock.
    story.vault.run("unlock", "check").fine();
    List<String> sheet = List.of(story.sheetWords().split(" "));
    story.vault.prompt().answers(false, TestVault.PASSPHRASE).reads(sheet);
    assertThat(story.vault.runBare("clock", "accept", "--json").problem())
        .isEqualTo(VaultProblem.VAULT_NOT_CONFIRMED.id());
    assertThat(story.sign(later).problem()).isEqualTo(VaultProblem.VAULT_CLOCK_FORWARD.id());
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);

    story.vault.prompt().answers(true, TestVault.PASSPHRASE);
    story.vault.runBare("clock", "accept", "--json").fine();
    assertThat(story.vault.prompt().shown().toString()).contains("2026-11-28T10:00:01Z");
    story.sign(later).fine();
  }

  @Test
  void aStepOfSevenDaysForwardIsTakenAsItIs() throws Exception {
    clock.advance(Duration.ofDays(7));
    story.sign(story.deliver(story.plan())).fine();
  }

  private String clockStanding() {
    return story.vault.run("clock", "status").fine().json().path("clock").asString();
  }

  @Test
  void aWrongPassphraseOpensNothingAndIsNoted() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    Digest32 before = story.vault.stateWithoutJournal();
    story.vault.write("passphrase", "correct horse battery stable");
    assertThat(story.sign(delivered).problem()).isEqualTo("unlock-passphrase-file-wrong");
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
    assertThat(
            story
                .vault
                .run("journal", "show", "--last", "1")
                .fine()
                .json()
                .path("entries")
                .path(0)
                .path("event")
                .asString())
        .isEqualTo("unlock-refused");
  }

  private static Wei outstanding(TestVault.Outcome inspected) {
    String text =
        inspected
            .json()
            .path("outstandingAfter")
            .path(0)
            .path("amounts")
            .iterator()
            .next()
            .asString();
    return new Wei(new java.math.BigInteger(text));
  }

  private void refusedByPolicy(TestDesk.Plan plan, String code) throws Exception {
    Digest32 before = story.vault.stateWithoutJournal();
    TestVault.Outcome outcome = story.sign(story.deliver(plan));
    assertThat(outcome.exit()).as(outcome.out()).isEqualTo(VaultExitCode.REFUSED);
    assertThat(outcome.out()).contains("\"" + code + "\"");
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
  }
}
