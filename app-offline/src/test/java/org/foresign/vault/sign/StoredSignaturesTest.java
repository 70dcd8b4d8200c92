package org.foresign.vault.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.model.card.SignerKind;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;
import org.foresign.testkit.StubClock;
import org.foresign.vault.cli.Story;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.SigningRecall;
import org.foresign.vault.keys.Secrets;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.work.Sitting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who can write the file makes of the stored signatures of an interrupted batch. */
class StoredSignaturesTest {
  private static final int STORED = 4;

  @TempDir Path folder;
  private final FakeDevice device = new FakeDevice().at(STORED, FakeDevice.Fault.NOBODY);
  private Story story;
  private Story.Delivered delivered;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, StubClock.at("2026-11-21T10:00:00Z"), device);
    delivered = story.deliver(story.plan().from(FakeDevice.ACCOUNT));
    assertThat(story.sign(delivered).json().path("signed").asInt()).isEqualTo(STORED);
    device.mend();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM signing_part WHERE part = 4",
        "DELETE FROM signing_part WHERE part = 1",
        "DELETE FROM signing_part",
        "UPDATE signing_part SET sealed = zeroblob(200) WHERE part = 2",
        "UPDATE signing_part SET sealed = (SELECT sealed FROM signing_part WHERE part = 1)"
            + " WHERE part = 2",
        "UPDATE signing_part SET part = 10 - part",
        "INSERT INTO signing_part SELECT batch, 5, sealed FROM signing_part WHERE part = 1"
      })
  void noPartIsTakenAwayAddedOrExchanged(String statement) throws Exception {
    int pressed = device.confirmed().size();
    change(sql -> sql.update(statement));

    refused(VaultProblem.VAULT_JOURNAL_DIFFERS.id());
    assertThat(story.vault.run("status").problem())
        .isEqualTo(VaultProblem.VAULT_JOURNAL_DIFFERS.id());
    assertThat(device.confirmed()).hasSize(pressed);
  }

  /** Journal hashes have no key, so the last entries can be made up again. */
  @Test
  void aPartThatTheJournalWasMadeToNameOpensInNoOtherPlace() throws Exception {
    change(sql -> {
      Bytes first =
          sql.one("SELECT sealed FROM signing_part WHERE part = 1", row -> row.blob(1)).get();
      replaceLast(sql, first);
    });
    story.vault.run("status").fine();

    refused(SignProblem.SIGN_PROGRESS_BROKEN.id());
  }

  /** Whoever has the sign secret can seal what he likes: it is checked against its leaf again. */
  @Test
  void aStoredSignatureOfAnotherLeafIsNotTaken() throws Exception {
    SigningPart.Signed other =
        new SigningPart.Signed(
            STORED - 1,
            new BouncySecp256k1()
                .sign(Bytes.of(new byte[31]).concat(Bytes.of((byte) 1)).toArray(), new byte[32]));
    SigningPart part = new SigningPart(SignerKind.LEDGER, Bytes.EMPTY, List.of(other));
    try (Sitting sitting = story.vault.sit();
        Secrets secrets = sitting.signSecret(story.vault.asker());
        Sealer sealer = sitting.sealer(secrets);
        SealedColumn column = SigningProgress.column(sealer)) {
      Bytes place =
          delivered
              .batch()
              .batchDigest()
              .bytes()
              .concat(SealedColumn.row(STORED))
              .concat(sitting.facts().bound());
      Bytes sealed = column.seal(place, part.encode().toArray());
      sitting.home().database().update(sql -> replaceLast(sql, sealed));
    }
    story.vault.run("status").fine();

    refused(SignProblem.SIGN_PROGRESS_BROKEN.id());
  }

  @Test
  void whatIsStoredGoesWithAClaimThatIsClosed() throws Exception {
    story
        .vault
        .run(
            "batch",
            "close",
            delivered.batch().batchDigest().bytes().hex(),
            "--reason",
            "the device is lost",
            "--out",
            story.freshStick().toString(),
            "--yes")
        .fine();

    change(sql -> assertThat(sql.integer("SELECT count(*) FROM signing_part")).isZero());
    story.vault.run("journal", "verify").fine();
  }

  /** Takes the newest entry back, which names the newest part, and writes both anew. */
  private void replaceLast(Sql sql, Bytes sealed) throws ProblemException {
    long last = sql.integer("SELECT max(number) FROM journal WHERE number <= ?", storedAt(sql));
    sql.update("DELETE FROM journal WHERE number >= ?", last);
    sql.updateOne("UPDATE signing_part SET sealed = ? WHERE part = ?", sealed, STORED);
    new Journal(true, new org.foresign.vault.journal.VaultTime(story.clock))
        .append(
            sql,
            JournalEvent.SIGNING_STORED,
            new Detail("digest", delivered.batch().batchDigest().toString()),
            new Detail("part", Integer.toString(STORED)),
            new Detail("signer", "ledger"),
            new Detail("signed", Integer.toString(STORED)),
            new Detail("sealed", SigningRecall.partDigest(sealed).toString()));
  }

  private static long storedAt(Sql sql) throws ProblemException {
    return Journal.page(sql, 1, 1_000).stream()
        .filter(entry -> entry.event() == JournalEvent.SIGNING_STORED)
        .mapToLong(entry -> entry.number())
        .max()
        .orElseThrow();
  }

  private void refused(String problem) throws Exception {
    assertThat(story.sign(delivered).problem()).isEqualTo(problem);
  }

  private void change(org.foresign.store.Database.Action action) throws ProblemException {
    try (Sitting sitting = story.vault.sit()) {
      sitting.home().database().update(action);
    }
  }
}
