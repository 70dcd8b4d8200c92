package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.SignedBatch;
import org.foresign.store.Sql;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.StubClock;
import org.foresign.vault.journal.ComparedSheet;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.journal.VaultTime;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every column that decides what is signed, changed by somebody who can write the database. */
@TestInstance(Lifecycle.PER_CLASS)
class TamperedTablesTest {
  private static final String OUTSTANDING = "--outstanding";

  @TempDir private static Path folder;
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");
  private Story story;
  private Story.Delivered next;
  private OldCard oldCard;
  private int copies;

  private record OldCard(Digest32 digest, long entry, Bytes decision) {}

  /** Two batches, one with a receipt; three policies, the last one waiting; a revoked card. */
  @BeforeAll
  void live() throws Exception {
    story = Story.begin(folder, clock);
    TestDesk other = new TestDesk("another desk");
    Path stick = story.freshStick();
    TestDesk.put(stick, other.card());
    story.vault.run("pair", "accept", "--in", stick.toString(), "--name", "old", "--yes").fine();
    oldCard = read(other.card().digest());
    story.vault.run("pair", "revoke", other.card().digest().bytes().hex(), "--yes").fine();

    Digest32 first = sign(story.plan(), true);
    Digest32 second = sign(story.plan().nonces(3, 2).sequence(2, first), false);
    narrow("50");
    narrow("200");
    Digest32 policy = Digest32.parseHex(run("policy", "show").json().path("hash").asString());
    next = story.deliver(story.plan().nonces(5, 1).sequence(3, second).policy(policy));
  }

  private void narrow(String outstanding) {
    run("policy", "draft");
    String account = Story.ACCOUNT.toString();
    run("policy", "allow", account, "--network", "practice", OUTSTANDING, outstanding);
    run("policy", "accept", "--yes");
  }

  private TestVault.Outcome run(String... command) {
    return story.vault.run(command).fine();
  }

  private Digest32 sign(TestDesk.Plan plan, boolean acknowledge) throws Exception {
    Story.Delivered delivered = story.deliver(plan);
    story.sign(delivered).fine();
    SignedBatch result =
        story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard);
    Digest32 digest = story.desk.resultDigest(result);
    if (acknowledge) {
      Path back = story.freshStick();
      Receipt receipt = new Receipt(digest, delivered.batch().batchDigest(), 1);
      story.desk.acknowledge(receipt, story.vaultCard, back);
      run("receipt", "--in", back.toString());
    }
    return digest;
  }

  private OldCard read(Digest32 digest) throws Exception {
    try (VaultHome home = home()) {
      return home.database()
          .read(sql ->
              sql.one(
                  "SELECT entry, decision FROM peer WHERE digest = ?",
                  row -> new OldCard(digest, row.integer(1), row.blob(2)),
                  digest))
          .orElseThrow();
    }
  }

  private VaultHome home() throws Exception {
    return VaultHome.open(story.vault.home(), SqliteNative.load(), clock.instant());
  }

  @Test
  void theUntouchedHomeIsFineAndTheNextBatchIsSigned() throws Exception {
    copy();
    run("status");
    assertThat(story.sign(next).fine().json().path("leaves").asInt()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // an older, wider policy in force again; a waiting one at once
        "UPDATE policy SET number = 99 WHERE number = 1",
        "DELETE FROM policy WHERE number = 2",
        "DELETE FROM policy WHERE number = 3",
        "UPDATE policy SET hash = zeroblob(32) WHERE number = 2",
        "UPDATE policy SET active_from = 1 WHERE number = 3",
        "UPDATE policy SET active_from = 9 WHERE number = 2",
        // cards
        "DELETE FROM peer WHERE revoked = 1",
        "UPDATE peer SET revoked = 0",
        "UPDATE peer SET revoked = 1 WHERE name = 'Ann'",
        "UPDATE peer SET entry = 1 WHERE name = 'Ann'",
        "UPDATE peer SET digest = zeroblob(32) WHERE name = 'Ann'",
        // accounts that would count as held here
        "INSERT INTO account SELECT zeroblob(20), signer, 'm/0', seed, provenance, card FROM account",
        "UPDATE account SET address = zeroblob(20)",
        "UPDATE account SET reference = 'm/44''/60''/0''/0/7'",
        "UPDATE account SET signer = 'ledger'",
        "UPDATE account SET seed = NULL",
        "DELETE FROM account",
        // words that existed elsewhere as the seed that new accounts are made of
        "UPDATE seed SET provenance = 'generated'",
        "UPDATE seed SET words = 24",
        "UPDATE seed SET sealed = zeroblob(100)",
        "INSERT INTO seed SELECT 2, 'generated', words, sealed FROM seed",
        "UPDATE account SET provenance = 'generated'",
        // what was claimed
        "UPDATE batch SET digest = zeroblob(32) WHERE id = 1",
        "UPDATE batch SET batch_id = zeroblob(16) WHERE id = 1",
        "UPDATE batch SET desk = zeroblob(32) WHERE id = 2",
        "UPDATE batch SET sequence = 1000 WHERE id = 1",
        "UPDATE batch SET policy_number = 2 WHERE id = 1",
        "UPDATE batch SET ceremony = 7 WHERE id = 1",
        "UPDATE batch SET claimed_at = claimed_at - 1 WHERE id = 1",
        "UPDATE batch SET review_by = review_by + 1 WHERE id = 1",
        "UPDATE batch SET leaves = leaves + 1 WHERE id = 1",
        "UPDATE batch SET journal_head = zeroblob(32) WHERE id = 1",
        "UPDATE batch SET state = 'claimed' WHERE id = 2",
        "UPDATE batch SET state = 'signed' WHERE id = 1",
        "UPDATE batch SET state = 'received' WHERE id = 2",
        "UPDATE batch SET result = zeroblob(32) WHERE id = 2",
        "UPDATE batch SET result = NULL WHERE id = 2",
        "UPDATE batch SET envelope = NULL WHERE id = 2",
        "UPDATE batch SET receipt_at = receipt_at + 1 WHERE id = 1",
        "UPDATE batch SET state = 'claimed', result = NULL, envelope = NULL WHERE id = 2",
        "UPDATE slot_use SET exposure = x'0000' WHERE nonce = 1",
        "UPDATE slot_use SET highest_spend = zeroblob(64) WHERE nonce = 1",
        "UPDATE slot_use SET nonce = 70 WHERE nonce = 1",
        "UPDATE slot_use SET purposes = x'0000' WHERE nonce = 1",
        "UPDATE leaf SET signing_digest = zeroblob(32) WHERE position = 3",
        "UPDATE leaf SET nonce = 70 WHERE position = 3",
        "UPDATE lane SET account = zeroblob(20)",
        "UPDATE lane SET chain = 1"
      })
  void aChangedTableIsNotWhatTheJournalTells(String statement) throws Exception {
    tamper(statement);
    refused(VaultProblem.VAULT_JOURNAL_DIFFERS.id(), "status");
    refused(VaultProblem.VAULT_JOURNAL_DIFFERS.id(), "journal", "verify");
    refusesToSign(VaultProblem.VAULT_JOURNAL_DIFFERS.id());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE vault SET ceremony = ceremony + 1 | status",
        "UPDATE vault SET ceremony_decision = zeroblob(64) | status",
        "UPDATE policy SET document = (SELECT document FROM policy WHERE number = 1) | policy show",
        "UPDATE policy SET decision = (SELECT decision FROM policy WHERE number = 1)"
            + " WHERE number = 2 | policy show",
        "UPDATE peer SET name = 'another' | pair list",
        "UPDATE peer SET role = 'approver' | pair list",
        "UPDATE peer SET card = (SELECT card FROM peer WHERE name = 'Ann') | pair list",
        "UPDATE peer SET decision = (SELECT decision FROM peer WHERE name = 'Ann') | pair list"
      })
  void whatOfficersDidNotSignIsNotUsed(String statement, String command) throws Exception {
    tamper(statement);
    refused(VaultProblem.VAULT_DECISION_FORGED.id(), command.split(" "));
    refusesToSign(VaultProblem.VAULT_DECISION_FORGED.id());
  }

  @Test
  void theRowFromBeforeARevocationDoesNotBringTheCardBack() throws Exception {
    copy();
    try (VaultHome home = home()) {
      home.database()
          .update(sql ->
              sql.updateOne(
                  "UPDATE peer SET revoked = 0, entry = ?, decision = ? WHERE digest = ?",
                  oldCard.entry(),
                  oldCard.decision(),
                  oldCard.digest()));
    }
    run("pair", "list");
    refusesToSign(VaultProblem.VAULT_JOURNAL_DIFFERS.id());
  }

  /** A policy that officers signed before is no word of theirs about the clock. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aCopyOfAnOlderDecisionSetsNoTimeBack(long number) throws Exception {
    copy();
    try (VaultHome home = home()) {
      Clock behind = Clock.fixed(clock.instant().minusSeconds(86_400), ZoneOffset.UTC);
      Journal journal = new Journal(true, new VaultTime(behind));
      home.database()
          .update(sql -> {
            JournalEntry decided = policyChanged(sql, number);
            ComparedSheet compared = new ComparedSheet(JournalReplay.of(sql));
            journal.setClockBack(sql, compared, "forged", behind.instant().getEpochSecond());
            journal.append(
                sql, compared, decided.event(), decided.details().toArray(Detail[]::new));
          });
    }
    refused(VaultProblem.VAULT_JOURNAL_DIFFERS.id(), "status");
    refused(VaultProblem.VAULT_JOURNAL_DIFFERS.id(), "journal", "verify");
    refusesToSign(VaultProblem.VAULT_JOURNAL_DIFFERS.id());
  }

  private static JournalEntry policyChanged(Sql sql, long number) throws ProblemException {
    return Journal.page(sql, 1, 1_000).stream()
        .filter(entry -> entry.event() == JournalEvent.POLICY_CHANGED)
        .filter(entry -> entry.fact("number").equals(Optional.of(Long.toString(number))))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE leaf SET position = position + 1000",
        // a number by which the ledger's history would leave a batch out, and one further on
        "PRAGMA defer_foreign_keys = ON; UPDATE batch SET id = 0 WHERE id = 1;"
            + " UPDATE leaf SET batch = 0 WHERE batch = 1;"
            + " UPDATE slot_use SET batch = 0 WHERE batch = 1",
        "PRAGMA defer_foreign_keys = ON; UPDATE batch SET id = 9 WHERE id = 2;"
            + " UPDATE leaf SET batch = 9 WHERE batch = 2;"
            + " UPDATE slot_use SET batch = 9 WHERE batch = 2",
        "DELETE FROM leaf WHERE position = 3"
      })
  void aDamagedLedgerIsSaidToBeDamaged(String statement) throws Exception {
    tamper(statement);
    refusesToSign("store-corrupt");
  }

  @Test
  void aKeptResultThatWasChangedIsNotCarriedAgain() throws Exception {
    tamper("UPDATE batch SET envelope = (SELECT envelope FROM batch WHERE id = 1) WHERE id = 2");
    Path stick = story.freshStick();
    refused(VaultProblem.VAULT_JOURNAL_DIFFERS.id(), "reexport", "--out", stick.toString());
  }

  private void refused(String problem, String... command) {
    assertThat(story.vault.run(command).problem()).isEqualTo(problem);
  }

  private void refusesToSign(String problem) throws Exception {
    Digest32 before = story.vault.stateWithoutJournal();
    assertThat(story.sign(next).problem()).isEqualTo(problem);
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
  }

  /** Works on a copy of the home from here on. */
  private void copy() throws Exception {
    story.vault.useHome("vault");
    Path from = story.vault.home();
    story.vault.useHome("copy" + ++copies);
    Path to = Files.createDirectory(story.vault.home());
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private void tamper(String statements) throws Exception {
    copy();
    try (VaultHome home = home()) {
      home.database()
          .update(sql -> {
            for (String statement : List.of(statements.split(";"))) {
              sql.update(statement);
            }
          });
    }
  }
}
