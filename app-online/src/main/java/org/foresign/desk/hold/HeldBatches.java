package org.foresign.desk.hold;

import java.util.Optional;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.SignedBatch;
import org.foresign.store.Sql;

/** The batches of held leaves, inside the caller's transaction. */
public final class HeldBatches {
  private HeldBatches() {}

  /** A batch that a result has brought, as a receipt names it. */
  public record OfResult(Digest32 digest, long ceremony) {}

  static long add(Sql sql, Digest32 digest, SignedBatch.Header header) throws ProblemException {
    return sql.insert(
        "INSERT INTO held_batch (digest, ceremony, review_by) VALUES (?, ?, ?)",
        digest,
        header.ceremony(),
        header.reviewBy());
  }

  static Optional<Digest32> digest(Sql sql, long batch) throws ProblemException {
    return sql.one(
        "SELECT digest FROM held_batch WHERE id = ?", row -> new Digest32(row.blob(1)), batch);
  }

  /** The time after which nothing new is released of it, in seconds. */
  public static long reviewBy(Sql sql, long batch) throws ProblemException {
    return sql.integer("SELECT review_by FROM held_batch WHERE id = ?", batch);
  }

  /** Whether this batch came from this result. */
  public static boolean cameFrom(Sql sql, Digest32 digest, Digest32 result)
      throws ProblemException {
    return sql.integer(
            "SELECT COUNT(*) FROM held_batch WHERE digest = ? AND result = ?", digest, result)
        == 1;
  }

  /** Which result it came from, so that the same one is known again at any time. */
  public static void came(Sql sql, Digest32 digest, Digest32 result) throws ProblemException {
    sql.updateOne("UPDATE held_batch SET result = ? WHERE digest = ?", result, digest);
  }

  public static Optional<OfResult> ofResult(Sql sql, Digest32 result) throws ProblemException {
    return sql.one(
        "SELECT digest, ceremony FROM held_batch WHERE result = ?",
        row -> new OfResult(new Digest32(row.blob(1)), row.integer(2)),
        result);
  }
}
