package org.foresign.vault.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.store.SqliteNative;
import org.foresign.store.StoreProblem;
import org.foresign.testkit.StubClock;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.journal.LedgerCheck;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.receive.ReceivedRequest;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.SignProblem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A program of the same user, without any passphrase, that writes into the vault's database before
 * or while the vault runs, so that nonces that were signed look free.
 */
class PlantedSchemaTest {
  private static final String[] TRIGGERS = {
    "CREATE TABLE x_use AS SELECT * FROM slot_use WHERE 0",
    "CREATE TRIGGER hide AFTER INSERT ON journal WHEN (SELECT count(*) FROM batch) = 1"
        + " AND NOT EXISTS (SELECT 1 FROM x_use)"
        + " BEGIN INSERT INTO x_use SELECT * FROM slot_use; DELETE FROM slot_use; END",
    "CREATE TRIGGER back BEFORE INSERT ON batch"
        + " BEGIN INSERT INTO slot_use SELECT * FROM x_use; DELETE FROM x_use; END"
  };
  private static final String HIDE_ROWS = "DELETE FROM slot_use";

  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir private Path folder;
  private PairedVault story;
  private PairedVault.Delivered first;
  private PairedVault.Delivered again;

  /** Nonces 0 to 2 are signed; the next request wants them once more. */
  @BeforeEach
  void live() throws Exception {
    story = PairedVault.begin(folder, clock);
    first = story.deliver(story.plan());
    story.signed(first);
    Digest32 result =
        story.desk.resultDigest(
            story.desk.openResult(story.result(first), first.batch(), story.vaultCard));
    again = story.deliver(story.plan().sequence(2, result));
  }

  @Test
  void thePolicyAloneRefusesTheseNonces() throws Exception {
    assertThat(PairedVault.refused(story.signing(again))).contains("nonce-reopened");
  }

  @Test
  void aTriggerPlantedBeforeIsFoundAtTheStart() throws Exception {
    plant(TRIGGERS);
    assertThat(PairedVault.problem(() -> story.signing(again)))
        .isEqualTo(StoreProblem.STORE_SCHEMA_FOREIGN);
    assertThat(PairedVault.problem(story::status)).isEqualTo(StoreProblem.STORE_SCHEMA_FOREIGN);
  }

  @Test
  void aTriggerPlantedAfterTheVaultWasOpenedIsFoundBeforeAnythingIsWritten() throws Exception {
    signsNot(StoreProblem.STORE_SCHEMA_FOREIGN, TRIGGERS, NOTHING, NOTHING);
    signsNot(StoreProblem.STORE_SCHEMA_FOREIGN, NOTHING, TRIGGERS, NOTHING);
  }

  @Test
  void aTriggerPlantedAfterTheReviewIsFoundAtTheClaim() throws Exception {
    again = fresh();
    signsNot(StoreProblem.STORE_SCHEMA_FOREIGN, NOTHING, NOTHING, TRIGGERS);
  }

  @Test
  void rowsHiddenAfterTheVaultWasOpenedAreMissed() throws Exception {
    signsNot(VaultProblem.VAULT_JOURNAL_DIFFERS, NOTHING, new String[] {HIDE_ROWS}, NOTHING);
  }

  @Test
  void rowsHiddenAfterTheReviewAreMissedAtTheClaim() throws Exception {
    again = fresh();
    signsNot(VaultProblem.VAULT_JOURNAL_DIFFERS, NOTHING, NOTHING, new String[] {HIDE_ROWS});
  }

  @Test
  void anIndexThatLeavesRowsOutIsFound() throws Exception {
    loseRows();
    // To the vault that trusts it no batch of this desk was ever claimed.
    PairedVault.Delivered next = story.deliver(story.plan().nonces(3, 1));
    assertThat(PairedVault.problem(() -> story.signing(next)))
        .isEqualTo(StoreProblem.STORE_CORRUPT);
  }

  @Test
  void anIndexThatLosesRowsWhileTheVaultIsOpenIsFoundWhereItJudges() throws Exception {
    try (Sitting sitting = story.home.sit()) {
      OpenVault vault = sitting.unlock(story.home.asker(), SecretPurpose.SIGN).vault();
      ReceivedRequest delivery = PairedVault.receive(vault, again);
      loseRows();
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> PairedVault.judge(sitting, vault, delivery))
          .satisfies(e -> assertThat(e.problem().code()).isEqualTo(StoreProblem.STORE_CORRUPT));
    }
  }

  @Test
  void aClaimThatIsNotThereAsItWasMeantIsNoClaim() throws Exception {
    Digest32 claimed = first.batch().batchDigest();
    try (VaultHome home = VaultHome.open(story.home.home(), SqliteNative.load(), clock.instant())) {
      readBack(home, claimed);
      plant("UPDATE slot_use SET exposure = x'0000' WHERE nonce = 1");
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> readBack(home, claimed))
          .satisfies(e -> assertThat(e.problem().code()).isEqualTo(StoreProblem.STORE_CORRUPT));
    }
  }

  private static void readBack(VaultHome home, Digest32 claimed) throws ProblemException {
    home.database()
        .update(sql ->
            LedgerCheck.requireWritten(
                sql, claimed, Digest32.ZERO, JournalReplay.of(sql).ledger()));
  }

  /** An index of the right words in which the rows are missing. */
  private void loseRows() throws SQLException {
    String schema =
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = '%s' WHERE name ="
            + " 'batch_sequence'";
    String index = "CREATE UNIQUE INDEX batch_sequence ON batch (desk, sequence)";
    plant(schema.formatted(index + " WHERE sequence < 0").split("; "));
    plant("REINDEX batch_sequence");
    plant(schema.formatted(index).split("; "));
  }

  @Test
  void aReviewDateThatPassesWhileThePassphraseIsTypedEndsTheBatch() throws Exception {
    again = fresh();
    try (Sitting sitting = story.home.sit()) {
      OpenVault vault = sitting.unlock(story.home.asker(), SecretPurpose.SIGN).vault();
      JudgedBatch judged = PairedVault.judge(sitting, vault, PairedVault.receive(vault, again));
      assertThat(judged.review().refused()).isFalse();
      clock.advance(java.time.Duration.ofSeconds(86_401));
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> story.sign(sitting, vault, judged))
          .satisfies(
              e -> assertThat(e.problem().code()).isEqualTo(SignProblem.SIGN_REVIEW_DATE_PASSED));
    }
  }

  private PairedVault.Delivered fresh() throws Exception {
    return story.deliver(story.plan().nonces(3, 2).sequence(2, again.request().lastResult()));
  }

  private static final String[] NOTHING = {};

  /** Plants at three moments: with the vault just opened, the envelope opened, the batch judged. */
  private void signsNot(ProblemCode expected, String[] opened, String[] received, String[] judged)
      throws Exception {
    Digest32 before = story.home.stateWithoutJournal();
    try (Sitting sitting = story.home.sit()) {
      OpenVault vault = sitting.unlock(story.home.asker(), SecretPurpose.SIGN).vault();
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> {
            plant(opened);
            ReceivedRequest delivery = PairedVault.receive(vault, again);
            plant(received);
            JudgedBatch review = PairedVault.judge(sitting, vault, delivery);
            plant(judged);
            story.sign(sitting, vault, review);
          })
          .satisfies(e -> assertThat(e.problem().code()).isEqualTo(expected));
    }
    plant(
        "DROP TRIGGER IF EXISTS hide", "DROP TRIGGER IF EXISTS back", "DROP TABLE IF EXISTS x_use");
    if (expected instanceof StoreProblem) {
      assertThat(story.home.stateWithoutJournal()).isEqualTo(before);
    }
  }

  /** By the numbers of a batch to come: no join sees them until it is there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO signing_part (batch, part, sealed) VALUES (2, 1, x'00')",
        "INSERT INTO slot_use SELECT 2, lane, 77, highest_spend, exposure, purposes FROM slot_use"
            + " LIMIT 1"
      })
  void rowsThatBelongToNoBatchAreNoticed(String row) throws Exception {
    plant(row);
    assertThat(PairedVault.problem(story::unlock)).isEqualTo(StoreProblem.STORE_CORRUPT);
  }

  private void plant(String... statements) throws SQLException {
    try (Connection other =
            DriverManager.getConnection(
                "jdbc:sqlite:" + story.home.home().resolve("vault.sqlite"));
        Statement statement = other.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }
}
