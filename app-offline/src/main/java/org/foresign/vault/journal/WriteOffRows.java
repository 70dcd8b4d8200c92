package org.foresign.vault.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.SettledSlot;
import org.foresign.store.Row;
import org.foresign.store.Sql;

/** The ledger's rows about nonces that were written off. Rows are never removed. */
public final class WriteOffRows {
  private static final String SELECT =
      "SELECT entry, act, lane, nonce, block, block_hash, used_by, source, after_batch FROM writeoff";

  private WriteOffRows() {}

  /** The digest that the ledger will have after this one. */
  public static Digest32 digestAfter(Digest32 before, SettledSlot settled) {
    return LedgerDigest.writtenOff(before, settled);
  }

  /** Every row, in order of the journal. */
  public static List<WriteOff> all(Sql sql) throws ProblemException {
    Map<Long, LaneId> lanes = LedgerLanes.all(sql);
    return sql.query(SELECT + " ORDER BY entry", row -> writeOff(lanes, row));
  }

  /** Writes rows of one decision in the running transaction; their entries come before. */
  public static void add(Sql sql, List<WriteOff> writeOffs, Bytes decisions)
      throws ProblemException {
    sql.updateOne(
        "INSERT INTO writeoff_act (entry, decisions) VALUES (?, ?)",
        writeOffs.getFirst().act(),
        decisions);
    Map<Long, LaneId> lanes = LedgerLanes.all(sql);
    for (WriteOff one : writeOffs) {
      SettledSlot settled = one.settled();
      sql.updateOne(
          "INSERT INTO writeoff (entry, act, lane, nonce, block, block_hash, used_by, source,"
              + " after_batch) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          one.entry(),
          one.act(),
          number(lanes, settled.slot().lane()).orElseThrow(),
          settled.slot().nonce(),
          settled.block(),
          settled.blockHash(),
          settled.leaf(),
          one.source(),
          one.afterBatch());
    }
  }

  /** What officers signed for the rows of one decision. */
  public static Optional<Bytes> decisions(Sql sql, long act) throws ProblemException {
    return sql.one("SELECT decisions FROM writeoff_act WHERE entry = ?", row -> row.blob(1), act);
  }

  /** How the ledger knows a nonce that somebody says is used. */
  public enum Standing {
    /** It counts as outstanding and may be written off. */
    OUTSTANDING,
    /**
     * A claim that can still be gone on with has it: what is signed by that comes after the
     * write-off, and would not count.
     */
    CLAIMED,
    /** It was written off, and nothing was signed for it since. */
    WRITTEN_OFF,
    /** Nothing, or not this leaf, was signed for it here. */
    NEVER_SIGNED
  }

  /** Where a nonce stands that somebody says is used. */
  public static Standing standing(Sql sql, SettledSlot settled) throws ProblemException {
    Optional<Long> lane = number(LedgerLanes.all(sql), settled.slot().lane());
    long nonce = settled.slot().nonce();
    if (lane.isEmpty()) {
      return Standing.NEVER_SIGNED;
    }
    List<Long> batches = SlotUseRows.batches(sql, lane.get(), nonce);
    Optional<Digest32> leaf = settled.usedBy();
    boolean signed = leaf.isEmpty() || LeafRows.isThere(sql, lane.get(), nonce, leaf.get());
    if (batches.isEmpty() || !signed) {
      return Standing.NEVER_SIGNED;
    }
    if (Ledger.inState(sql, BatchState.CLAIMED).stream()
        .anyMatch(claim -> batches.contains(claim.id()))) {
      return Standing.CLAIMED;
    }
    long after =
        sql.integer(
            "SELECT COALESCE(MAX(after_batch), 0) FROM writeoff WHERE lane = ? AND nonce = ?",
            lane.get(),
            nonce);
    return after >= batches.getLast() ? Standing.WRITTEN_OFF : Standing.OUTSTANDING;
  }

  private static Optional<Long> number(Map<Long, LaneId> lanes, LaneId lane) {
    return lanes.entrySet().stream()
        .filter(entry -> entry.getValue().equals(lane))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static WriteOff writeOff(Map<Long, LaneId> lanes, Row row) throws ProblemException {
    return new WriteOff(
        row.integer(1),
        row.integer(2),
        new SettledSlot(
            new SlotId(LedgerLanes.of(lanes, row.integer(3)), row.integer(4)),
            row.integer(5),
            row.digest(6),
            row.optionalDigest(7).orElse(null)),
        row.text(8),
        row.integer(9));
  }
}
