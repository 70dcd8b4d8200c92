package org.foresign.desk.hold;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.store.Row;
import org.foresign.store.Sql;
import org.jspecify.annotations.Nullable;

/** The rows of held leaves, read and written inside the caller's transaction. */
public final class LeafRows {
  private static final String SELECT =
      "SELECT id, batch, leaf_index, lane, nonce, release_class, state FROM leaf";

  private static final String IN_ORDER = " ORDER BY nonce, batch, leaf_index";

  private LeafRows() {}

  /** What is kept of a leaf that a result has brought. */
  record Fresh(
      int index,
      long lane,
      long nonce,
      ReleaseClass releaseClass,
      Bytes signingHash,
      Bytes sealedSignature) {}

  /** What lies sealed of a leaf, and what its signature is over as a keyed hash. */
  record Stored(Bytes signingHash, Bytes sealed) {}

  /** Adds leaves; one that an earlier batch brought already stays with that batch. */
  static void add(Sql sql, long batch, List<Fresh> leaves) throws ProblemException {
    sql.bulk(
        "INSERT INTO leaf (batch, leaf_index, lane, nonce, release_class, state, signing_hash,"
            + " sealed_signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (lane, signing_hash) DO NOTHING",
        rows -> {
          for (Fresh leaf : leaves) {
            rows.add(
                batch,
                leaf.index(),
                leaf.lane(),
                leaf.nonce(),
                leaf.releaseClass().code(),
                LeafState.HELD,
                leaf.signingHash(),
                leaf.sealedSignature());
          }
        });
  }

  /** Every leaf, in no order: SQLite would walk an index and fetch each row from its own place. */
  static List<HeldLeaf> all(Sql sql) throws ProblemException {
    return sql.query(SELECT, LeafRows::held);
  }

  /** Every leaf that stands at one of these, in no order. */
  static List<HeldLeaf> at(Sql sql, Collection<LeafState> states) throws ProblemException {
    return sql.query(SELECT + " WHERE " + LeafState.anyOf(states), LeafRows::held);
  }

  /** Leaves of a lane from one nonce to another that stand at one of these, in canonical order. */
  static List<HeldLeaf> of(Sql sql, long lane, Collection<LeafState> states, long first, long last)
      throws ProblemException {
    return sql.query(
        SELECT
            + " WHERE lane = ? AND "
            + LeafState.anyOf(states)
            + " AND nonce >= ? AND nonce <= ?"
            + IN_ORDER,
        LeafRows::held,
        lane,
        first,
        last);
  }

  /** The leaves of one nonce, in canonical order. */
  static List<HeldLeaf> ofNonce(Sql sql, long lane, long nonce) throws ProblemException {
    return sql.query(
        SELECT + " WHERE lane = ? AND nonce = ?" + IN_ORDER, LeafRows::held, lane, nonce);
  }

  /** The leaves of one lane that follow in canonical order; from its start after null. */
  static List<HeldLeaf> page(Sql sql, long lane, @Nullable HeldLeaf last, int most)
      throws ProblemException {
    return sql.query(
        SELECT
            + " WHERE lane = ? AND (nonce, batch, leaf_index) > (?, ?, ?)"
            + IN_ORDER
            + " LIMIT ?",
        LeafRows::held,
        lane,
        last == null ? Long.MIN_VALUE : last.nonce(),
        last == null ? 0L : last.batch(),
        last == null ? 0 : last.index(),
        most);
  }

  /** How many leaves of each lane stand in each state. */
  static Map<Long, Map<LeafState, Integer>> counts(Sql sql) throws ProblemException {
    Map<Long, Map<LeafState, Integer>> counts = new HashMap<>();
    sql.forEach(
        "SELECT lane, state, COUNT(*) FROM leaf GROUP BY lane, state",
        row ->
            counts
                .computeIfAbsent(row.integer(1), lane -> new EnumMap<>(LeafState.class))
                .put(row.constant(2, LeafState.class), row.smallInteger(3)));
    return counts;
  }

  private static Optional<HeldLeaf> find(Sql sql, long id) throws ProblemException {
    return sql.one(SELECT + " WHERE id = ?", LeafRows::held, id);
  }

  public static HeldLeaf get(Sql sql, long id) throws ProblemException {
    return find(sql, id).orElseThrow(() -> unknown(id));
  }

  static Stored stored(Sql sql, long id) throws ProblemException {
    return sql.one(
            "SELECT signing_hash, sealed_signature FROM leaf WHERE id = ?",
            row -> new Stored(row.blob(1), row.blob(2)),
            id)
        .orElseThrow(() -> unknown(id));
  }

  static ProblemException unknown(long id) {
    return Problem.of(HoldProblem.LEAF_UNKNOWN, "leaf " + id).asException();
  }

  /** Moves one leaf on; a conflict if it stands elsewhere. */
  public static void move(Sql sql, long leaf, LeafState from, LeafState to)
      throws ProblemException {
    sql.updateOne("UPDATE leaf SET state = ? WHERE id = ? AND state = ?", to, leaf, from);
  }

  private static HeldLeaf held(Row row) throws ProblemException {
    long id = row.integer(1);
    try {
      return new HeldLeaf(
          id,
          row.integer(2),
          row.smallInteger(3),
          row.integer(4),
          row.integer(5),
          ReleaseClass.ofCode(row.integer(6)),
          Spelling.find(LeafState.class, row.text(7)).orElseThrow(IllegalArgumentException::new));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.of(HoldProblem.LEAF_NOT_AS_SIGNED, "leaf " + id), e);
    }
  }
}
