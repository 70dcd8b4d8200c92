package org.foresign.vault.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Row;
import org.foresign.store.Sql;
import org.foresign.store.StoreProblem;

/** Recomputes the ledger's digest from its rows, to be compared with what the journal names. */
public final class LedgerCheck {
  private static final String HEADS =
      "SELECT id, digest, batch_id, desk, sequence, policy_number, ceremony, claimed_at,"
          + " review_by, leaves FROM batch";

  private LedgerCheck() {}

  /**
   * Reads a claim again in the transaction that wrote it: what lies there is what was meant.
   *
   * @param before the ledger's digest without it
   * @param after the digest that the journal names
   * @throws ProblemException with {@link StoreProblem#STORE_CORRUPT}
   */
  public static void requireWritten(Sql sql, Digest32 batch, Digest32 before, Digest32 after)
      throws ProblemException {
    Map<Long, LaneId> lanes = LedgerLanes.all(sql);
    Optional<Digest32> found =
        sql.one(HEADS + " WHERE digest = ?", row -> recomputeOne(sql, lanes, row, before), batch);
    requireWhole(found.equals(Optional.of(after)), batch.toString());
  }

  /**
   * Recomputes the digest over all rows.
   *
   * @throws ProblemException with {@link StoreProblem#STORE_CORRUPT}, also for a lane that no leaf
   *     is on: no digest covers it
   */
  public static Digest32 recompute(Sql sql) throws ProblemException {
    Map<Long, LaneId> lanes = LedgerLanes.all(sql);
    List<Long> unused =
        sql.query(
            "SELECT id FROM lane WHERE id NOT IN (SELECT lane FROM leaf) LIMIT 1",
            row -> row.integer(1));
    if (!unused.isEmpty()) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "no leaf is on lane " + unused.getFirst())
          .asException();
    }
    Digest32[] digest = {Digest32.ZERO};
    Map<Long, List<WriteOff>> writtenOff =
        WriteOffRows.all(sql).stream().collect(Collectors.groupingBy(WriteOff::afterBatch));
    sql.forEach(
        HEADS + " ORDER BY id",
        batch -> {
          digest[0] = recomputeOne(sql, lanes, batch, digest[0]);
          for (WriteOff one : writtenOff.getOrDefault(batch.integer(1), List.of())) {
            digest[0] = WriteOffRows.digestAfter(digest[0], one.settled());
          }
        });
    return digest[0];
  }

  private static Digest32 recomputeOne(Sql sql, Map<Long, LaneId> lanes, Row batch, Digest32 before)
      throws ProblemException {
    long id = batch.integer(1);
    LedgerDigest digest =
        new LedgerDigest(
            before,
            new LedgerDigest.Head(
                batch.blob(2),
                batch.blob(3),
                batch.blob(4),
                batch.integer(5),
                batch.integer(6),
                batch.integer(7),
                batch.integer(8),
                batch.integer(9)));
    int leaves = batch.smallInteger(10);
    int[] count = {0};
    digest.count(leaves);
    sql.forEach(
        "SELECT lane, nonce, signing_digest, position FROM leaf WHERE batch = ? ORDER BY position",
        row -> {
          requireWhole(row.integer(4) == count[0]++, id);
          digest.leaf(LedgerLanes.of(lanes, row.integer(1)), row.integer(2), row.blob(3));
        },
        id);
    requireWhole(count[0] == leaves, id);
    List<SlotRow> slots =
        sql.query(
            "SELECT lane, nonce, exposure, highest_spend, purposes FROM slot_use WHERE batch = ?",
            row ->
                new SlotRow(
                    LedgerLanes.of(lanes, row.integer(1)),
                    row.integer(2),
                    row.blob(4).concat(row.blob(3)).concat(row.blob(5))),
            id);
    digest.count(slots.size());
    slots.stream().sorted().forEach(slot -> digest.slot(slot.lane(), slot.nonce(), slot.bytes()));
    return digest.finish();
  }

  private static void requireWhole(boolean whole, Object batch) throws ProblemException {
    if (!whole) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "leaves of batch " + batch).asException();
    }
  }

  private record SlotRow(LaneId lane, long nonce, Bytes bytes) implements Comparable<SlotRow> {
    @Override
    public int compareTo(SlotRow other) {
      int byLane = lane.compareTo(other.lane);
      return byLane != 0 ? byLane : Long.compare(nonce, other.nonce);
    }
  }
}
