package org.foresign.vault.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.model.journal.JournalCodec;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.signer.SignerAsker;
import org.foresign.testkit.StubClock;
import org.foresign.vault.TestStick;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.officers.Peers;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.SigningWrite;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that somebody without any passphrase writes behind the journal's last one. */
class PlantedEntriesTest {
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");
  @TempDir private Path folder;
  private PairedVault story;
  private PairedVault.Delivered delivered;

  private static final class Ended extends Error {
    private static final long serialVersionUID = 1;
  }

  @BeforeEach
  void begin() throws Exception {
    story = PairedVault.begin(folder, clock);
    delivered = story.deliver(story.plan());
  }

  @Test
  void aLineThatCameAfterTheComparisonGetsNoLineAboveIt() throws Exception {
    endAfterTheClaim();
    try (Sitting sitting = story.home.sit()) {
      Sitting.Unlocked unlocked = sitting.unlock(story.home.asker(), SecretPurpose.ADMINISTER);
      OfficerKey officers = unlocked.officers(PairedVault.PAPER);
      plantClosing();
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() ->
              new Peers(unlocked.vault()).revoke(story.desk.approver().digest(), "gone", officers))
          .satisfies(
              e -> assertThat(e.problem().code()).isEqualTo(VaultProblem.VAULT_JOURNAL_DIFFERS));
    }
  }

  @Test
  void twoDecisionsOfOneComparisonAreMade() throws Exception {
    try (Sitting sitting = story.home.sit()) {
      Sitting.Unlocked unlocked = sitting.unlock(story.home.asker(), SecretPurpose.ADMINISTER);
      OfficerKey officers = unlocked.officers(PairedVault.PAPER);
      Peers peers = new Peers(unlocked.vault());
      peers.revoke(story.desk.approver().digest(), "gone", officers);
      peers.revoke(story.desk.card().digest(), "gone", officers);
    }
  }

  @Test
  void timeThatNobodyAcceptedIsNoTimeOfThisVault() throws Exception {
    JournalEntry before = last();
    long far = before.time() + Duration.ofDays(7).toSeconds() + 1;
    plant(before, far, JournalEvent.UNLOCK_REFUSED, List.of());
    assertRefused(VaultProblem.VAULT_JOURNAL_DIFFERS);
  }

  @Test
  void aTimeThatNoDateHasIsRefusedWithAWord() throws Exception {
    JournalEntry before = last();
    Bytes entry =
        new CborWriter()
            .map(7)
            .key(1)
            .uint(JournalEntry.VERSION)
            .key(2)
            .uint(before.number() + 1)
            .key(3)
            .bytes(JournalCodec.hash(JournalCodec.encode(before)).bytes())
            .key(4)
            .uint(Long.MAX_VALUE - 1)
            .key(5)
            .bool(true)
            .key(6)
            .uint(JournalEvent.UNLOCK_REFUSED.code())
            .key(7)
            .array(0)
            .toBytes();
    insert(before.number() + 1, entry);
    assertRefused(CodecProblem.CBOR_OUT_OF_RANGE);
  }

  private void assertRefused(ProblemCode expected) {
    assertThat(PairedVault.problem(story::status)).isEqualTo(expected);
    assertThat(PairedVault.problem(story::unlock)).isEqualTo(expected);
    assertThat(
            PairedVault.problem(() -> {
              try (Sitting sitting = story.home.sit()) {
                new JournalWork(sitting).verify();
              }
            }))
        .isEqualTo(expected);
  }

  private void endAfterTheClaim() throws Exception {
    SigningWrite ending =
        point -> {
          if (point.equals("claimed")) {
            throw new Ended();
          }
        };
    try (Sitting sitting = new TestHome(folder, clock, ending).sit()) {
      TestStick stick = new TestStick(delivered.stick());
      new Signing(
              sitting,
              story.home.asker(),
              new SigningOfficer(story, delivered),
              SignerAsker.NOBODY,
              Job.quiet())
          .run(new Signing.Order(stick.in(), null, stick.out()));
    } catch (Ended e) {
      assertThat(e).isNotNull();
    }
  }

  private void plantClosing() throws Exception {
    JournalEntry before = last();
    execute("UPDATE batch SET state = 'closed'");
    plant(
        before,
        before.time(),
        JournalEvent.BATCH_CLOSED,
        List.of(
            new Detail("digest", delivered.batch().batchDigest().toString()),
            new Detail("result", "none"),
            new Detail("envelope", "none"),
            new Detail("reason", "nobody")));
  }

  private void plant(JournalEntry before, long time, JournalEvent event, List<Detail> details)
      throws SQLException {
    JournalEntry entry =
        new JournalEntry(
            before.number() + 1,
            JournalCodec.hash(JournalCodec.encode(before)),
            time,
            before.practice(),
            event,
            details);
    insert(entry.number(), JournalCodec.encode(entry));
  }

  private JournalEntry last() throws Exception {
    try (Connection other = connect();
        Statement statement = other.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT entry FROM journal ORDER BY number DESC LIMIT 1")) {
      row.next();
      return JournalCodec.decode(Bytes.of(row.getBytes(1)));
    }
  }

  private void insert(long number, Bytes entry) throws SQLException {
    try (Connection other = connect();
        PreparedStatement insert =
            other.prepareStatement("INSERT INTO journal (number, entry) VALUES (?, ?)")) {
      insert.setLong(1, number);
      insert.setBytes(2, entry.toArray());
      insert.executeUpdate();
    }
  }

  private void execute(String statement) throws SQLException {
    try (Connection other = connect();
        Statement run = other.createStatement()) {
      run.execute(statement);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + story.home.home().resolve("vault.sqlite"));
  }
}
