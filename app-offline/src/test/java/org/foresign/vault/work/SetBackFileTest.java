package org.foresign.vault.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.SettledSlot;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.store.Sealer;
import org.foresign.testkit.StubClock;
import org.foresign.vault.TestStick;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.Ceremony;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.Peers;
import org.foresign.vault.receive.ReceiveProblem;
import org.foresign.vault.receive.ReceiveService;
import org.foresign.vault.receive.ReceivedRequest;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.SignedResults;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program of the same user that sets the whole file, or one row, back to an older state that is
 * right in itself, for a moment between two transactions of one sitting.
 */
class SetBackFileTest {
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir private Path folder;
  private PairedVault story;
  private Path old;

  @BeforeEach
  void begin() throws Exception {
    story = PairedVault.begin(folder, clock);
    old = keep("old");
  }

  @Test
  void theStateThatThePaperAgreedWithIsTheOneThatIsJudged() throws Exception {
    story.signed(story.deliver(story.plan()));
    PairedVault.Delivered again = story.deliver(story.plan());
    List<String> sheet = story.paper();
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.home.asker()).vault();
      sitting.sheet().compare(typed(sheet), vault.memory());
      setBack(old);
      ReceivedRequest received = PairedVault.receive(vault, again);
      refused(
          VaultProblem.VAULT_JOURNAL_DIFFERS, () -> PairedVault.judge(sitting, vault, received));
    }
  }

  @Test
  void noCeremonyBeginsOnAnOlderStateThanThePaperAgreedWith() throws Exception {
    story.signed(story.deliver(story.plan()));
    List<String> sheet = story.paper();
    try (Sitting sitting = open()) {
      Sitting.Unlocked unlocked = sitting.unlock(story.home.asker(), SecretPurpose.ADMINISTER);
      OfficerKey officers = unlocked.officers(typed(sheet));
      setBack(old);
      refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> Ceremony.begin(unlocked.vault(), officers));
    }
  }

  @Test
  void theNewLineForThePaperIsNotAnOlderOne() throws Exception {
    PairedVault.Delivered first = story.deliver(story.plan());
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.home.asker()).vault();
      JudgedBatch judged = PairedVault.judge(sitting, vault, PairedVault.receive(vault, first));
      Path beforeClaim = keep("before-claim");
      story.sign(sitting, vault, judged);
      setBack(beforeClaim);
      refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> sitting.sheet().tell());
    }
  }

  @Test
  void whatWasDecidedSinceIsComparedAnew() throws Exception {
    List<String> sheet = story.paper();
    try (Sitting sitting = open()) {
      Sitting.Unlocked unlocked = sitting.unlock(story.home.asker(), SecretPurpose.ADMINISTER);
      OpenVault vault = unlocked.vault();
      OfficerKey officers = unlocked.officers(typed(sheet));
      new Peers(vault).revoke(story.desk.approver().digest(), "gone", officers);
      refused(VaultProblem.VAULT_SHEET_DIFFERS, () -> Ceremony.begin(vault, officers));
      JournalReplay now = vault.look((sql, memory) -> memory);
      refused(VaultProblem.VAULT_SHEET_OLDER, () -> unlocked.officers(typed(sheet)));
      List<String> last = WordCode.words(now.paper().getFirst().head());
      Ceremony.begin(vault, unlocked.officers(typed(last)));
      assertThat(vault.facts().ceremony()).isEqualTo(2);
    }
  }

  @Test
  void aRevokedDeskIsNotJudgedThoughItsCardLookedGoodWhileTheMessageWasOpened() throws Exception {
    PairedVault.Delivered delivered = story.deliver(story.plan());
    Path revoked = revokeDesk();
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.home.asker()).vault();
      setBack(old, "peer");
      ReceivedRequest received = PairedVault.receive(vault, delivered);
      setBack(revoked, "peer");
      refused(
          ReceiveProblem.RECEIVE_DESK_REVOKED, () -> PairedVault.judge(sitting, vault, received));
    }
  }

  @Test
  void aRevokedDesksReceiptIsNotTakenThoughItsCardLookedGoodWhileItWasOpened() throws Exception {
    Path stick = receipt(0);
    Path revoked = revokeDesk();
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.home.asker()).vault();
      ReceiveService receive = new ReceiveService(vault);
      setBack(old, "peer");
      ReceiveService.OpenedReceipt opened =
          receive.openReceipt(TestHome.only(stick, ParcelKind.RECEIPT));
      setBack(revoked, "peer");
      refused(ReceiveProblem.RECEIVE_DESK_REVOKED, () -> receive.takeReceipt(opened));
    }
  }

  @Test
  void nothingIsWrittenOffByARevokedDesksWord() throws Exception {
    Path stick = receipt(0);
    revokeDesk();
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.home.asker(), SecretPurpose.ADMINISTER).vault();
      List<Parcel> parcels =
          Parcels.all(new TestStick(stick).in(), ParcelKind.RECEIPT, null).result().orElseThrow();
      setBack(old, "peer");
      refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> WriteOffWork.carried(vault, parcels));
    }
  }

  @Test
  void whatIsLeftToWriteOffIsNotReadFromAnOlderState() throws Exception {
    Path stick = receipt(0);
    Path signed = keep("signed");
    try (Sitting sitting = open()) {
      new WriteOffWork(sitting)
          .byReceipts(new TestStick(stick).in(), story.home.asker(), PairedVault.UNREAD);
    }
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.home.asker(), SecretPurpose.ADMINISTER).vault();
      List<Reading.UsedNonces> claims =
          WriteOffWork.carried(
              vault,
              Parcels.all(new TestStick(stick).in(), ParcelKind.RECEIPT, null)
                  .result()
                  .orElseThrow());
      assertThat(WriteOffWork.outstanding(vault, claims).open()).isEmpty();
      setBack(signed, "writeoff", "writeoff_act");
      refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> WriteOffWork.outstanding(vault, claims));
      setBack(signed);
      refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> WriteOffWork.outstanding(vault, claims));
    }
  }

  /**
   * The newest result would stay away, and the note of an export would stand in the wrong place.
   */
  @Test
  void aResultIsNotCarriedAgainFromAnOlderState() throws Exception {
    Digest32 first = result(story.deliver(story.plan()));
    Path one = keep("one");
    result(story.deliver(story.plan().nonces(3, 2).sequence(2, first)));
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.home.asker()).vault();
      Digest32 kept = SignedResults.results(vault, Optional.empty()).getFirst().batch();
      setBack(one);
      refused(
          VaultProblem.VAULT_JOURNAL_DIFFERS, () -> SignedResults.results(vault, Optional.empty()));
      refused(
          VaultProblem.VAULT_JOURNAL_DIFFERS, () -> SignedResults.noteExport(vault, kept, first));
    }
  }

  /** The note that the words were shown would stand where nobody looks for it. */
  @Test
  void noSeedIsShownFromAnOlderState() throws Exception {
    story.signed(story.deliver(story.plan()));
    try (Sitting sitting = open()) {
      Sitting.Unlocked unlocked = sitting.unlock(story.home.asker(), SecretPurpose.SIGN);
      setBack(old);
      try (Sealer sealer = unlocked.signSealer()) {
        refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> unlocked.accounts().showSeed(1, sealer));
      }
    }
  }

  @Test
  void theClocksPageIsNotThatOfAnOlderState() throws Exception {
    story.signed(story.deliver(story.plan()));
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.home.asker(), SecretPurpose.ADMINISTER).vault();
      ClockWork clockWork = new ClockWork(sitting);
      assertThat(clockWork.reading(vault, false).interrupted()).isZero();
      setBack(old);
      refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> clockWork.reading(vault, false));
    }
  }

  @Test
  void anOlderStateDoesNotHideThatALineIsDue() throws Exception {
    Sitting sitting = open();
    Sitting.Unlocked unlocked = sitting.unlock(story.home.asker(), SecretPurpose.ADMINISTER);
    OpenVault vault = unlocked.vault();
    assertThat(sitting.untold()).isEmpty();
    Path unlockedOnly = keep("unlocked");
    new Peers(vault)
        .revoke(story.desk.approver().digest(), "gone", unlocked.officers(PairedVault.PAPER));
    List<String> due =
        vault.look((sql, memory) -> WordCode.words(memory.paper().getFirst().head()));
    assertThat(sitting.untold().orElseThrow().words()).isEqualTo(due);
    setBack(unlockedOnly);
    refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> sitting.untold());
    sitting.close();
  }

  private Digest32 result(PairedVault.Delivered delivered) throws Exception {
    story.signed(delivered);
    return story.desk.resultDigest(
        story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard));
  }

  /** Signs a batch and has the desk say that it holds the result and this nonce is used. */
  private Path receipt(long nonce) throws Exception {
    PairedVault.Delivered delivered = story.deliver(story.plan());
    LaneId lane = new LaneId(Networks.PRACTICE.chain(), PairedVault.ACCOUNT);
    SettledSlot used =
        new SettledSlot(new SlotId(lane, nonce), 9, Digest32.parseHex("ab".repeat(32)), null);
    Receipt receipt =
        new Receipt(result(delivered), delivered.batch().batchDigest(), 1, List.of(used));
    Path stick = story.freshStick();
    story.desk.acknowledge(receipt, story.vaultCard, stick);
    return stick;
  }

  private Path revokeDesk() throws Exception {
    story.revoke(story.desk.card(), "keys stolen");
    return keep("revoked");
  }

  private static void refused(ProblemCode expected, ThrowingCallable action) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(action)
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(expected));
  }

  private Sitting open() throws ProblemException {
    return story.home.sit();
  }

  private static ReadingAsker typed(List<String> ten) {
    return (reading, two) -> new Reply.TenWords(ten);
  }

  private Path keep(String name) throws SQLException {
    return SetBack.keep(story.home, name);
  }

  private void setBack(Path from, String... some) throws SQLException {
    SetBack.to(story.home, from, some);
  }
}
