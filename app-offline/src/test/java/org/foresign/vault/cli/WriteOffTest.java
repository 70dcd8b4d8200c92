package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.Exposure;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.SettledSlot;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.StubClock;
import org.foresign.vault.journal.LedgerHistory;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a desk says is final, and what officers make of it: room under the outstanding limit, none
 * under the lifetime limit, and no nonce that reopens.
 */
class WriteOffTest {
  private static final LaneId LANE = new LaneId(Networks.PRACTICE.chain(), Story.ACCOUNT);
  private static final Digest32 BLOCK = Digest32.parseHex("ab".repeat(32));

  @TempDir private Path folder;
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");
  private Story story;
  private Story.Delivered first;
  private Digest32 result;

  @BeforeEach
  void sign() throws Exception {
    story = Story.begin(folder, clock);
    first = story.deliver(story.plan().allEqual());
    story.sign(first).fine();
    result =
        story.desk.resultDigest(
            story.desk.openResult(story.result(first), first.batch(), story.vaultCard));
  }

  @Test
  void theReceiptTellsAndOnlyTheOfficersDecide() throws Exception {
    Exposure all = outstanding();
    Path stick = receipt(settled(0, leaf(0)), settled(1, null));

    TestVault.Outcome taken = story.vault.run("receipt", "--in", stick.toString()).fine();
    assertThat(taken.json().path("taken").asInt()).isEqualTo(1);
    assertThat(taken.json().path("claimedFinal").asInt()).isEqualTo(2);
    assertThat(outstanding()).isEqualTo(all);

    TestVault.Outcome written = writeOff("--in", stick.toString()).fine();
    assertThat(written.json().path("writtenOff").asInt()).isEqualTo(2);
    assertThat(written.json().path("lanes").get(0).path("lane").asString())
        .isEqualTo(LANE.toString());
    // Three equal nonces were signed, one is left.
    assertThat(outstanding().plus(outstanding()).plus(outstanding())).isEqualTo(all);
    assertThat(history().lifetime(LANE, 1)).isEqualTo(all);
    assertThat(history().signedBefore(new SlotId(LANE, 0))).isPresent();
    assertThat(writeOff("--in", stick.toString()).problem()).isEqualTo("writeoff-nothing");
    assertThat(story.vault.run("receipt", "--in", stick.toString()).json().path("claimedFinal"))
        .hasToString("0");
    story.vault.run("journal", "verify").fine();
    assertThat(story.vault.run("journal", "show", "--last", "6").out())
        .contains(LANE + "#1", BLOCK.toString(), "another transaction")
        .contains(story.desk.card().digest().toString());
  }

  @Test
  void makesRoomUnderTheOutstandingLimitAlone() throws Exception {
    TestDesk.Plan next = story.plan().allEqual().nonces(3, 1).sequence(2, result);
    Digest32 policy = limit("--outstanding", "0.0345");
    TestVault.Outcome full = story.sign(story.deliver(next.policy(policy)));
    assertThat(full.exit()).isEqualTo(VaultExitCode.REFUSED);
    assertThat(full.out()).contains("\"limit-outstanding-exceeded\"");

    writeOff("--in", receipt(settled(0, leaf(0))).toString()).fine();
    TestDesk.Plan again = story.plan().allEqual().nonces(0, 1).sequence(2, result).policy(policy);
    assertThat(story.sign(story.deliver(again)).out()).contains("\"nonce-reopened\"");
    story.sign(story.deliver(next.policy(policy))).fine();
  }

  @Test
  void makesNoRoomUnderTheLifetimeLimit() throws Exception {
    Digest32 policy = limit("--lifetime", "0.0345");
    writeOff("--in", receipt(settled(0, leaf(0)), settled(1, null)).toString()).fine();
    TestVault.Outcome full =
        story.sign(
            story.deliver(story.plan().allEqual().nonces(3, 1).sequence(2, result).policy(policy)));
    assertThat(full.exit()).isEqualTo(VaultExitCode.REFUSED);
    assertThat(full.out()).contains("\"limit-lifetime-exceeded\"");
  }

  @Test
  void whatIsSignedForTheNonceLaterCountsAgain() throws Exception {
    writeOff("--in", receipt(settled(0, null)).toString()).fine();
    Exposure left = outstanding();
    Digest32 policy = limit("--reopen");
    story.vault.run("ceremony", "begin", "--yes").fine();
    story
        .sign(
            story.deliver(story.plan().allEqual().nonces(0, 1).sequence(2, result).policy(policy)))
        .fine();
    assertThat(outstanding().of(LANE.nativeAsset())).isGreaterThan(left.of(LANE.nativeAsset()));
    assertThat(history().writtenOff(new SlotId(LANE, 0))).isFalse();
  }

  /** Else what is signed when the claim is gone on with would count for nothing. */
  @Test
  void aNonceOfAnInterruptedClaimIsNotWrittenOff() throws Exception {
    Story.Delivered next = story.deliver(story.plan().allEqual().nonces(3, 3).sequence(2, result));
    TestVault dying =
        new TestVault(
            folder,
            clock,
            point -> {
              if (point.equals("claimed")) {
                throw new IllegalStateException("the power is gone");
              }
            });
    assertThat(Story.sign(dying, next).exit()).isEqualTo(VaultExitCode.BUG);
    assertThat(story.vault.run("status").json().path("state").asString()).isEqualTo("interrupted");

    assertThat(writeOff(byHand("3-5", "the desk said so")).problem()).isEqualTo("writeoff-nothing");
    assertThat(writeOff(byHand("2-3", "an explorer")).fine().json().path("writtenOff").asInt())
        .isEqualTo(1);
    story.sign(next).fine();
    assertThat(history().writtenOff(new SlotId(LANE, 3))).isFalse();
    assertThat(writeOff(byHand("3-5", "an explorer")).fine().json().path("writtenOff").asInt())
        .isEqualTo(3);
  }

  @Test
  void byHandWithTheOfficersOwnEvidence() throws Exception {
    writeOff(byHand("0-1", "two explorers, read by Ann and Ben")).fine();
    assertThat(history().writtenOff(new SlotId(LANE, 1))).isTrue();
    assertThat(history().writtenOff(new SlotId(LANE, 2))).isFalse();
    assertThat(story.vault.run("journal", "show", "--last", "3").out())
        .contains("by hand: two explorers, read by Ann and Ben");
    assertThat(writeOff(byHand("9-12", "nobody")).problem()).isEqualTo("writeoff-nothing");
  }

  @Test
  void claimsAboutWhatWasNeverSignedArePassedOver() throws Exception {
    Path stick = receipt(settled(0, leaf(1)), settled(77, null));
    assertThat(story.vault.run("receipt", "--in", stick.toString()).json().path("claimedFinal"))
        .hasToString("0");
    assertThat(writeOff("--in", stick.toString()).problem()).isEqualTo("writeoff-nothing");
  }

  @Test
  void aReceiptOfAnotherDeskDecidesNothing() throws Exception {
    TestDesk other = new TestDesk("somebody else");
    Path stick = story.freshStick();
    Receipt receipt =
        new Receipt(result, first.batch().batchDigest(), 1, List.of(settled(0, leaf(0))));
    other.acknowledge(receipt, story.vaultCard, stick);
    assertThat(writeOff("--in", stick.toString()).problem()).isEqualTo("envelope-unknown-sender");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\nline"})
  void aSourceThatTheJournalDoesNotTake(String source) {
    assertThat(writeOff(byHand("0", source)).problem()).isEqualTo("writeoff-source-unfit");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() {
    for (List<String> wrong :
        List.of(
            List.<String>of(),
            List.of("--in", "x", "--account", Story.ACCOUNT.toString()),
            List.of("--account", Story.ACCOUNT.toString(), "--nonces", "1"),
            replaced("--nonces", "3-1"),
            replaced("--nonces", "-1"),
            replaced("--nonces", "0-99999999"),
            replaced("--block", "-1"),
            replaced("--hash", "0x12"))) {
      assertThat(writeOff(wrong.toArray(String[]::new)).exit())
          .as(wrong.toString())
          .isEqualTo(VaultExitCode.USAGE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE writeoff SET nonce = 2 WHERE nonce = 1",
        "UPDATE writeoff SET block_hash = zeroblob(32)",
        "UPDATE writeoff SET source = 'another'",
        "UPDATE writeoff SET after_batch = 1",
        "DELETE FROM writeoff WHERE nonce = 0",
        "UPDATE writeoff_act SET decisions = x'80'",
        "UPDATE writeoff_act SET decisions = CAST(x'815840' || zeroblob(64) AS BLOB)"
      })
  void rowsThatAreNotTheJournalsOrThatNobodySigned(String statement) throws Exception {
    story.sign(story.deliver(story.plan().allEqual().nonces(3, 1).sequence(2, result))).fine();
    writeOff(byHand("0-1", "an explorer")).fine();
    try (VaultHome home = home()) {
      home.database()
          .update(sql -> {
            sql.update("PRAGMA defer_foreign_keys = ON");
            sql.update(statement);
          });
    }
    assertThat(story.vault.run("unlock", "check").problem())
        .isIn(
            VaultProblem.VAULT_JOURNAL_DIFFERS.id(),
            VaultProblem.VAULT_DECISION_FORGED.id(),
            "store-corrupt");
  }

  private List<String> replaced(String option, String value) {
    List<String> all = new ArrayList<>(List.of(byHand("0", "an explorer")));
    all.set(all.indexOf(option) + 1, value);
    return all;
  }

  private String[] byHand(String nonces, String source) {
    return new String[] {
      "--account",
      Story.ACCOUNT.toString(),
      "--network",
      "practice",
      "--nonces",
      nonces,
      "--block",
      "1234",
      "--hash",
      BLOCK.toString(),
      "--source",
      source
    };
  }

  private TestVault.Outcome writeOff(String... options) {
    List<String> all = new ArrayList<>(List.of("writeoff", "--yes"));
    all.addAll(List.of(options));
    return story.vault.run(all.toArray(String[]::new));
  }

  private Digest32 limit(String... options) {
    story.vault.run("policy", "draft").fine();
    List<String> allow =
        new ArrayList<>(
            List.of("policy", "allow", Story.ACCOUNT.toString(), "--network", "practice"));
    allow.addAll(List.of(options));
    story.vault.run(allow.toArray(String[]::new)).fine();
    return Digest32.parseHex(
        story.vault.run("policy", "accept", "--yes").fine().json().path("hash").asString());
  }

  private Path receipt(SettledSlot... settled) throws Exception {
    Path stick = story.freshStick();
    Receipt receipt = new Receipt(result, first.batch().batchDigest(), 1, List.of(settled));
    story.desk.acknowledge(receipt, story.vaultCard, stick);
    return stick;
  }

  private static SettledSlot settled(long nonce, Digest32 leaf) {
    return new SettledSlot(new SlotId(LANE, nonce), 1_234, BLOCK, leaf);
  }

  private Digest32 leaf(long nonce) {
    return first.batch().leaves().stream()
        .filter(leaf -> leaf.slot().nonce() == nonce)
        .map(UnsignedTx::signingDigest)
        .findFirst()
        .orElseThrow();
  }

  private Exposure outstanding() throws Exception {
    return history().outstanding(LANE);
  }

  private LedgerHistory history() throws Exception {
    try (VaultHome home = home()) {
      return home.database().read(sql -> LedgerHistory.read(sql, Set.of(LANE), Digest32.ZERO));
    }
  }

  private VaultHome home() throws Exception {
    return VaultHome.open(story.vault.home(), SqliteNative.load(), clock.instant());
  }

  /** What three nonces of the story cost; the limits above lie between three and four. */
  @Test
  void theLimitsOfTheseTestsLieBetweenThreeAndFourNonces() throws Exception {
    Wei three = outstanding().of(LANE.nativeAsset());
    assertThat(three).isLessThanOrEqualTo(Wei.parseEther("0.0345"));
    assertThat(three.value().longValueExact() / 3 * 4)
        .isGreaterThan(Wei.parseEther("0.0345").value().longValueExact());
  }
}
