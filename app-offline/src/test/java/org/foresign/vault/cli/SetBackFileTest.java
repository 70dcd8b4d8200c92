package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.foresign.model.work.Job;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.signer.OpenSigners;
import org.foresign.signer.SignerAsker;
import org.foresign.store.Sealer;
import org.foresign.testkit.StubClock;
import org.foresign.usb.FolderCarrier;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.judge.JudgeService;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.Ceremony;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.keys.Secrets;
import org.foresign.vault.officers.Peers;
import org.foresign.vault.receive.ReceiveProblem;
import org.foresign.vault.receive.ReceiveService;
import org.foresign.vault.receive.ReceivedRequest;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.BatchSigningService;
import org.foresign.vault.sign.SignedResults;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.ClockWork;
import org.foresign.vault.work.Parcels;
import org.foresign.vault.work.Reading;
import org.foresign.vault.work.ReadingAsker;
import org.foresign.vault.work.Reply;
import org.foresign.vault.work.Sitting;
import org.foresign.vault.work.WriteOffWork;
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
  private Story story;
  private Path old;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, clock);
    old = keep("old");
  }

  @Test
  void theStateThatThePaperAgreedWithIsTheOneThatIsJudged() throws Exception {
    story.sign(story.deliver(story.plan())).fine();
    Story.Delivered again = story.deliver(story.plan());
    String sheet = story.sheetWords();
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.vault.asker()).vault();
      sitting.sheet().compare(typed(words(sheet)), vault.memory());
      setBack(old);
      ReceivedRequest received = receive(vault, again);
      refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> judge(sitting, vault, received));
    }
  }

  @Test
  void noCeremonyBeginsOnAnOlderStateThanThePaperAgreedWith() throws Exception {
    story.sign(story.deliver(story.plan())).fine();
    String sheet = story.sheetWords();
    try (Sitting sitting = open()) {
      Sitting.Unlocked unlocked = sitting.unlock(story.vault.asker(), SecretPurpose.ADMINISTER);
      OfficerKey officers = unlocked.officers(typed(words(sheet)));
      setBack(old);
      refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> Ceremony.begin(unlocked.vault(), officers));
    }
  }

  @Test
  void theNewLineForThePaperIsNotAnOlderOne() throws Exception {
    Story.Delivered first = story.deliver(story.plan());
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.vault.asker()).vault();
      JudgedBatch judged = judge(sitting, vault, receive(vault, first));
      Path beforeClaim = keep("before-claim");
      sign(sitting, vault, judged);
      setBack(beforeClaim);
      refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> sitting.sheet().tell());
    }
  }

  @Test
  void whatWasDecidedSinceIsComparedAnew() throws Exception {
    String sheet = story.sheetWords();
    try (Sitting sitting = open()) {
      Sitting.Unlocked unlocked = sitting.unlock(story.vault.asker(), SecretPurpose.ADMINISTER);
      OpenVault vault = unlocked.vault();
      OfficerKey officers = unlocked.officers(typed(words(sheet)));
      new Peers(vault).revoke(story.desk.approver().digest(), "gone", officers);
      refused(VaultProblem.VAULT_SHEET_DIFFERS, () -> Ceremony.begin(vault, officers));
      JournalReplay now = vault.look((sql, memory) -> memory);
      refused(VaultProblem.VAULT_SHEET_OLDER, () -> unlocked.officers(typed(words(sheet))));
      List<String> last = WordCode.words(now.paper().getFirst().head());
      Ceremony.begin(vault, unlocked.officers(typed(last)));
      assertThat(vault.facts().ceremony()).isEqualTo(2);
    }
  }

  @Test
  void aRevokedDeskIsNotJudgedThoughItsCardLookedGoodWhileTheMessageWasOpened() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    Path revoked = revokeDesk();
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.vault.asker()).vault();
      setBack(old, "peer");
      ReceivedRequest received = receive(vault, delivered);
      setBack(revoked, "peer");
      refused(ReceiveProblem.RECEIVE_DESK_REVOKED, () -> judge(sitting, vault, received));
    }
  }

  @Test
  void aRevokedDesksReceiptIsNotTakenThoughItsCardLookedGoodWhileItWasOpened() throws Exception {
    Path stick = receipt(0);
    Path revoked = revokeDesk();
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.vault.asker()).vault();
      ReceiveService receive = new ReceiveService(vault);
      setBack(old, "peer");
      ReceiveService.OpenedReceipt opened =
          receive.openReceipt(TestVault.only(stick, ParcelKind.RECEIPT));
      setBack(revoked, "peer");
      refused(ReceiveProblem.RECEIVE_DESK_REVOKED, () -> receive.takeReceipt(opened));
    }
  }

  @Test
  void nothingIsWrittenOffByARevokedDesksWord() throws Exception {
    Path stick = receipt(0);
    revokeDesk();
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.vault.asker(), SecretPurpose.ADMINISTER).vault();
      List<Parcel> parcels = Parcels.all(new FolderCarrier(stick), ParcelKind.RECEIPT, null);
      setBack(old, "peer");
      refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> WriteOffWork.carried(vault, parcels));
    }
  }

  @Test
  void whatIsLeftToWriteOffIsNotReadFromAnOlderState() throws Exception {
    Path stick = receipt(0);
    Path signed = keep("signed");
    story.vault.run("writeoff", "--in", stick.toString(), "--yes").fine();
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.vault.asker(), SecretPurpose.ADMINISTER).vault();
      List<Reading.UsedNonces> claims =
          WriteOffWork.carried(
              vault, Parcels.all(new FolderCarrier(stick), ParcelKind.RECEIPT, null));
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
      OpenVault vault = sitting.unlock(story.vault.asker()).vault();
      Digest32 kept = SignedResults.results(vault, Optional.empty()).getFirst().batch();
      setBack(one);
      refused(
          VaultProblem.VAULT_JOURNAL_DIFFERS, () -> SignedResults.results(vault, Optional.empty()));
      refused(
          VaultProblem.VAULT_JOURNAL_DIFFERS, () -> SignedResults.noteExport(vault, kept, first));
    }
  }

  @Test
  void theClocksPageIsNotThatOfAnOlderState() throws Exception {
    story.sign(story.deliver(story.plan())).fine();
    try (Sitting sitting = open()) {
      OpenVault vault = sitting.unlock(story.vault.asker(), SecretPurpose.ADMINISTER).vault();
      ClockWork clockWork = new ClockWork(sitting);
      assertThat(clockWork.reading(vault, false).interrupted()).isZero();
      setBack(old);
      refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> clockWork.reading(vault, false));
    }
  }

  @Test
  void anOlderStateDoesNotHideThatALineIsDue() throws Exception {
    Sitting sitting = open();
    Sitting.Unlocked unlocked = sitting.unlock(story.vault.asker(), SecretPurpose.ADMINISTER);
    OpenVault vault = unlocked.vault();
    assertThat(sitting.untold()).isEmpty();
    Path unlockedOnly = keep("unlocked");
    new Peers(vault).revoke(story.desk.approver().digest(), "gone", unlocked.officers(Story.PAPER));
    List<String> due =
        vault.look((sql, memory) -> WordCode.words(memory.paper().getFirst().head()));
    assertThat(sitting.untold().orElseThrow().words()).isEqualTo(due);
    setBack(unlockedOnly);
    refused(VaultProblem.VAULT_JOURNAL_DIFFERS, () -> sitting.untold());
    sitting.close();
  }

  private Digest32 result(Story.Delivered delivered) throws Exception {
    story.sign(delivered).fine();
    return story.desk.resultDigest(
        story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard));
  }

  /** Signs a batch and has the desk say that it holds the result and this nonce is used. */
  private Path receipt(long nonce) throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    LaneId lane = new LaneId(Networks.PRACTICE.chain(), Story.ACCOUNT);
    SettledSlot used =
        new SettledSlot(new SlotId(lane, nonce), 9, Digest32.parseHex("ab".repeat(32)), null);
    Receipt receipt =
        new Receipt(result(delivered), delivered.batch().batchDigest(), 1, List.of(used));
    Path stick = story.freshStick();
    story.desk.acknowledge(receipt, story.vaultCard, stick);
    return stick;
  }

  private Path revokeDesk() throws Exception {
    String card = story.desk.card().digest().bytes().hex();
    story.vault.run("pair", "revoke", card, "--reason", "keys stolen", "--yes").fine();
    return keep("revoked");
  }

  private static void refused(ProblemCode expected, ThrowingCallable action) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(action)
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(expected));
  }

  private Sitting open() throws ProblemException {
    return story.vault.sit();
  }

  private static ReadingAsker typed(List<String> ten) {
    return (reading, two) -> new Reply.TenWords(ten);
  }

  private static List<String> words(String sheet) {
    return List.of(sheet.split(" "));
  }

  private static ReceivedRequest receive(OpenVault vault, Story.Delivered delivered)
      throws ProblemException {
    return new ReceiveService(vault)
        .open(TestVault.only(delivered.stick(), ParcelKind.BATCH_REQUEST));
  }

  private static JudgedBatch judge(Sitting sitting, OpenVault vault, ReceivedRequest received)
      throws ProblemException {
    return new JudgeService(vault, sitting::depositCheck).judge(received);
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

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + story.vault.home().resolve("vault.sqlite"));
  }

  private Path keep(String name) throws SQLException {
    Path copy = folder.resolve(name + ".sqlite");
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("VACUUM INTO '" + copy + "'");
    }
    return copy;
  }

  /** Sets these tables back, or all, in one transaction. */
  private void setBack(Path from, String... some) throws SQLException {
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("ATTACH '" + from + "' AS kept");
      List<String> tables = new ArrayList<>(List.of(some));
      if (tables.isEmpty()) {
        try (ResultSet names =
            statement.executeQuery(
                "SELECT name FROM kept.sqlite_schema WHERE type = 'table'"
                    + " AND name NOT LIKE 'sqlite_%'")) {
          while (names.next()) {
            tables.add(names.getString(1));
          }
        }
      }
      statement.execute("BEGIN IMMEDIATE");
      for (String table : tables) {
        statement.execute("DELETE FROM main." + table);
        statement.execute("INSERT INTO main." + table + " SELECT * FROM kept." + table);
      }
      statement.execute("COMMIT");
    }
  }
}
