package org.foresign.vault.journal;

import java.util.List;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.store.Sql;

/** The ledger's rows of leaves. Rows are never removed. */
final class LeafRows {
  private LeafRows() {}

  /** Sees the leaves of a batch by their numbers in it. */
  @FunctionalInterface
  interface OfBatch {
    void leaf(long position, long lane, long nonce, Bytes signingDigest) throws ProblemException;
  }

  /** Sees leaves of any batch. */
  @FunctionalInterface
  interface Signed {
    void leaf(long lane, Bytes signingDigest) throws ProblemException;
  }

  static void add(Sql sql, long batch, Map<LaneId, Long> lanes, List<UnsignedTx> leaves)
      throws ProblemException {
    sql.bulk(
        "INSERT INTO leaf (batch, position, lane, nonce, signing_digest) VALUES (?, ?, ?, ?, ?)",
        rows -> {
          for (UnsignedTx leaf : leaves) {
            rows.add(
                batch,
                leaf.index(),
                lanes.get(leaf.slot().lane()),
                leaf.slot().nonce(),
                leaf.signingDigest());
          }
        });
  }

  /** In order of position. */
  static void of(Sql sql, long batch, OfBatch visitor) throws ProblemException {
    sql.forEach(
        "SELECT position, lane, nonce, signing_digest FROM leaf WHERE batch = ? ORDER BY position",
        row -> visitor.leaf(row.integer(1), row.integer(2), row.integer(3), row.blob(4)),
        batch);
  }

  /** All but those of one batch. */
  static void allBut(Sql sql, long batch, Signed visitor) throws ProblemException {
    sql.forEach(
        "SELECT lane, signing_digest FROM leaf WHERE batch <> ?",
        row -> visitor.leaf(row.integer(1), row.blob(2)),
        batch);
  }

  static boolean isThere(Sql sql, long lane, long nonce, Digest32 signingDigest)
      throws ProblemException {
    return sql.integer(
            "SELECT COUNT(*) FROM leaf WHERE signing_digest = ? AND lane = ? AND nonce = ?",
            signingDigest,
            lane,
            nonce)
        > 0;
  }
}
