package org.foresign.desk.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.store.Database;
import org.foresign.store.Row;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;

/** The batches this desk made, with the nonces they speak for. */
public final class Batches {
  private static final String COLUMNS = "batch_id, digest, vault, sequence, state, planned_at";

  private final Database database;
  private final Sealer sealer;

  Batches(Database database, Sealer sealer) {
    this.database = database;
    this.sealer = sealer;
  }

  /** Keeps a new plan. */
  public void add(ExpandedBatch batch) throws ProblemException {
    BatchRequest request = batch.request();
    Bytes sealed;
    try (SealedColumn requests = requests()) {
      sealed = requests.seal(batch.batchDigest().bytes(), batch.requestBytes().toArray());
    }
    database.update(sql -> {
      sql.updateOne(
          "INSERT INTO batch ("
              + COLUMNS
              + ", sealed_request) VALUES (?, ?, ?, ?, 'planned', ?, ?)",
          request.batchId(),
          batch.batchDigest(),
          request.vaultInstance(),
          request.sequence(),
          request.plannedAt(),
          sealed);
      for (Lane lane : request.lanes()) {
        sql.updateOne(
            "INSERT INTO planned_lane (batch_id, family, reference, account_hash, end_nonce)"
                + " VALUES (?, ?, ?, ?, ?)",
            request.batchId(),
            lane.id().chain().family().code(),
            lane.id().chain().reference(),
            LookupHash.account(sealer, lane.id().account()),
            lane.runs().getLast().endNonce());
      }
    });
  }

  /** All batches, newest first. */
  public List<PlannedBatch> all() throws ProblemException {
    return database.read(sql ->
        sql.query(
            "SELECT " + COLUMNS + " FROM batch ORDER BY planned_at DESC, sequence DESC",
            Batches::batch));
  }

  /**
   * The batch whose digest or batch id begins with this hex text.
   *
   * @throws ProblemException if none or more than one does
   */
  public PlannedBatch find(String hexPrefix) throws ProblemException {
    String prefix = hexPrefix.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
    List<PlannedBatch> found =
        all().stream()
            .filter(batch ->
                batch.digest().bytes().hex().startsWith(prefix)
                    || batch.batchId().hex().startsWith(prefix))
            .toList();
    if (prefix.length() < 4 || found.size() != 1) {
      throw Problem.of(SettingsProblem.DESK_BATCH_UNKNOWN, hexPrefix, found.size() + " match")
          .asException();
    }
    return found.getFirst();
  }

  public Optional<PlannedBatch> byDigest(Digest32 digest) throws ProblemException {
    return database.read(sql ->
        sql.one("SELECT " + COLUMNS + " FROM batch WHERE digest = ?", Batches::batch, digest));
  }

  /** Opens the exact canonical bytes of a batch's request. */
  public Bytes request(PlannedBatch batch) throws ProblemException {
    Bytes sealed =
        database
            .read(sql ->
                sql.one(
                    "SELECT sealed_request FROM batch WHERE digest = ?",
                    row -> row.blob(1),
                    batch.digest()))
            .orElseThrow(() ->
                Problem.of(SettingsProblem.DESK_BATCH_UNKNOWN, batch.digest().toString())
                    .asException());
    try (SealedColumn requests = requests()) {
      return Bytes.of(requests.open(batch.digest().bytes(), sealed));
    }
  }

  /**
   * Batches that wait for the vault under the number that its next result answers. A vault signs at
   * most one request of a number, so they exclude each other, whatever nonces they speak for.
   */
  public List<PlannedBatch> rivals(PairedVault vault) throws ProblemException {
    return all().stream()
        .filter(batch -> batch.vaultInstance().equals(vault.instance()))
        .filter(batch -> batch.sequence() == vault.nextSequence())
        .filter(PlannedBatch::mayBeSigned)
        .toList();
  }

  /**
   * Gives up every batch of this vault that can't be signed any more, once a result with this
   * number was taken.
   */
  public static void supersede(Sql sql, Bytes vaultInstance, long sequence)
      throws ProblemException {
    sql.update(
        "UPDATE batch SET state = 'dropped' WHERE vault = ? AND sequence <= ?"
            + " AND state IN ('planned', 'exported')",
        vaultInstance,
        sequence);
  }

  /** Moves a batch on; refuses if it is not in one of the expected states. */
  public static void move(
      Sql sql, Bytes batchId, List<PlannedBatch.State> from, PlannedBatch.State to)
      throws ProblemException {
    PlannedBatch.State state =
        sql.one(
                "SELECT state FROM batch WHERE batch_id = ?",
                row -> row.constant(1, PlannedBatch.State.class),
                batchId)
            .orElseThrow(
                () -> Problem.of(SettingsProblem.DESK_BATCH_UNKNOWN, batchId.hex()).asException());
    if (!from.contains(state)) {
      throw Problem.of(SettingsProblem.DESK_BATCH_STATE, batchId.hex(), Spelling.of(state))
          .asException();
    }
    sql.updateOne("UPDATE batch SET state = ? WHERE batch_id = ?", to, batchId);
  }

  /**
   * First nonce above every batch of the lane that is signed, or could be signed beside the next
   * one that goes to this vault; 0 if there is none. The {@link #rivals} speak for no nonce: if one
   * of them is signed after all, the vault refuses the next one.
   */
  public long nextFree(LaneId lane, PairedVault vault) throws ProblemException {
    return database.read(sql ->
        sql.integer(
            "SELECT COALESCE(MAX(p.end_nonce), 0) FROM planned_lane p"
                + " JOIN batch b ON b.batch_id = p.batch_id"
                + " WHERE p.family = ? AND p.reference = ? AND p.account_hash = ? AND (b.state = 'imported' OR"
                + " (b.state IN ('planned', 'exported') AND NOT"
                + " (b.vault = ? AND b.sequence = ?)))",
            lane.chain().family().code(),
            lane.chain().reference(),
            LookupHash.account(sealer, lane.account()),
            vault.instance(),
            vault.nextSequence()));
  }

  /** Batches of this vault whose claim its officers closed without a result. */
  public List<PlannedBatch> closed(PairedVault vault) throws ProblemException {
    return all().stream()
        .filter(batch -> batch.vaultInstance().equals(vault.instance()))
        .filter(batch -> batch.state() == PlannedBatch.State.CLOSED)
        .toList();
  }

  private SealedColumn requests() {
    return sealer.column("batch", "sealed_request");
  }

  private static PlannedBatch batch(Row row) throws ProblemException {
    return new PlannedBatch(
        row.blob(1),
        new Digest32(row.blob(2)),
        row.blob(3),
        row.integer(4),
        row.constant(5, PlannedBatch.State.class),
        row.integer(6));
  }
}
