package org.foresign.vault.journal;

import java.util.List;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;

/** The ledger's rows of what batches can do through nonces. Rows are never removed. */
final class SlotUseRows {
  private SlotUseRows() {}

  /** Sees the whole of each row. */
  @FunctionalInterface
  interface Whole {
    /**
     * @param use fees, exposure and purposes, one after the other
     */
    void use(long lane, long nonce, Bytes use) throws ProblemException;
  }

  /** Sees what each row can cost. */
  @FunctionalInterface
  interface Cost {
    void use(long batch, long nonce, Bytes exposure, Bytes highestSpend) throws ProblemException;
  }

  /** Sees what each row is for. */
  @FunctionalInterface
  interface Purposes {
    void use(long lane, long nonce, Bytes purposes) throws ProblemException;
  }

  static void add(Sql sql, long batch, Map<LaneId, Long> lanes, List<SlotUse> slots)
      throws ProblemException {
    sql.bulk(
        "INSERT INTO slot_use (batch, lane, nonce, highest_spend, exposure, purposes)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        rows -> {
          for (SlotUse use : slots) {
            rows.add(
                batch,
                lanes.get(use.slot().lane()),
                use.slot().nonce(),
                FeeBytes.encode(use.highestSpend()),
                ExposureBytes.encode(use.exposure()),
                PurposeBytes.encode(use.purposes()));
          }
        });
  }

  static void of(Sql sql, long batch, Whole visitor) throws ProblemException {
    sql.forEach(
        "SELECT lane, nonce, highest_spend, exposure, purposes FROM slot_use WHERE batch = ?",
        row ->
            visitor.use(
                row.integer(1),
                row.integer(2),
                row.blob(3).concat(row.blob(4)).concat(row.blob(5))),
        batch);
  }

  /** Of a lane, but those of one batch, in the order in which they were claimed. */
  static void ofLane(Sql sql, long lane, long exceptBatch, Cost visitor) throws ProblemException {
    sql.forEach(
        "SELECT batch, nonce, exposure, highest_spend FROM slot_use"
            + " WHERE lane = ? AND batch <> ? ORDER BY batch, nonce",
        row -> visitor.use(row.integer(1), row.integer(2), row.blob(3), row.blob(4)),
        lane,
        exceptBatch);
  }

  /** Of all batches but one. */
  static void purposes(Sql sql, long exceptBatch, Purposes visitor) throws ProblemException {
    sql.forEach(
        "SELECT lane, nonce, purposes FROM slot_use WHERE batch <> ?",
        row -> visitor.use(row.integer(1), row.integer(2), row.blob(3)),
        exceptBatch);
  }

  /** Which batches have this nonce, in the order in which they were claimed. */
  static List<Long> batches(Sql sql, long lane, long nonce) throws ProblemException {
    return sql.query(
        "SELECT batch FROM slot_use WHERE lane = ? AND nonce = ? ORDER BY batch",
        row -> row.integer(1),
        lane,
        nonce);
  }
}
