package org.foresign.desk.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Row;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;

/** Reads and writes what became of leaves, inside the caller's transaction. */
public final class FateRows {
  private static final String SELECT = "SELECT leaf, effect, sealed_body FROM fate";

  private final Sealer sealer;

  public FateRows(Sealer sealer) {
    this.sealer = sealer;
  }

  public Optional<Fate> find(Sql sql, long leaf) throws ProblemException {
    try (SealedColumn bodies = bodies()) {
      return sql.one(SELECT + " WHERE leaf = ?", row -> open(bodies, row), leaf);
    }
  }

  /** Those of these leaves that have one. */
  public List<Fate> of(Sql sql, List<HeldLeaf> leaves) throws ProblemException {
    List<Fate> fates = new ArrayList<>();
    try (SealedColumn bodies = bodies()) {
      for (HeldLeaf leaf : leaves) {
        sql.one(SELECT + " WHERE leaf = ?", row -> open(bodies, row), leaf.id())
            .ifPresent(fates::add);
      }
    }
    return fates;
  }

  /** All whose effect may still come, by leaf. */
  public List<Fate> open(Sql sql) throws ProblemException {
    try (SealedColumn bodies = bodies()) {
      return sql.query(
          SELECT + " WHERE effect IN ('awaited', 'queued') ORDER BY leaf",
          row -> open(bodies, row));
    }
  }

  /** Writes a leaf's fate, the first or a later one. */
  public void keep(Sql sql, Fate fate) throws ProblemException {
    try (SealedColumn bodies = bodies()) {
      sql.updateOne(
          "INSERT INTO fate (leaf, effect, sealed_body) VALUES (?, ?, ?) ON CONFLICT (leaf)"
              + " DO UPDATE SET effect = excluded.effect, sealed_body = excluded.sealed_body",
          fate.leaf(),
          fate.effect(),
          bodies.seal(SealedColumn.row(fate.leaf()), FateCodec.encode(fate).toArray()));
    }
  }

  public void forget(Sql sql, long leaf) throws ProblemException {
    sql.update("DELETE FROM fate WHERE leaf = ?", leaf);
  }

  private static Fate open(SealedColumn bodies, Row row) throws ProblemException {
    long leaf = row.integer(1);
    return FateCodec.decode(
        leaf,
        row.constant(2, Effect.class),
        Bytes.of(bodies.open(SealedColumn.row(leaf), row.blob(3))));
  }

  private SealedColumn bodies() {
    return sealer.column("fate", "sealed_body");
  }
}
