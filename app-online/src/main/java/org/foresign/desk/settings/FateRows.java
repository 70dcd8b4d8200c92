package org.foresign.desk.settings;

import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Row;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;

/** Reads and writes what became of leaves, inside the caller's transaction. */
public final class FateRows {
  /** Uses one row. */
  @FunctionalInterface
  public interface Visitor {
    void visit(Row row, FateRow fate) throws ProblemException;
  }

  private final Sealer sealer;

  public FateRows(Sealer sealer) {
    this.sealer = sealer;
  }

  public Optional<FateRow> find(Sql sql, long leaf) throws ProblemException {
    try (SealedColumn bodies = bodies()) {
      return sql.one(
          "SELECT effect, sealed_body FROM fate WHERE leaf = ?",
          row -> open(bodies, leaf, row.smallInteger(1), row.blob(2)),
          leaf);
    }
  }

  /**
   * Walks over fates. The first column of each row is its leaf; further ones follow from the fourth
   * on.
   *
   * @param rest of the query: further columns, each with a comma before it, and from where, {@code
   *     f} being the fate
   */
  public void forEach(Sql sql, String rest, Visitor visitor, Object... values)
      throws ProblemException {
    try (SealedColumn bodies = bodies()) {
      sql.forEach(
          "SELECT f.leaf, f.effect, f.sealed_body" + rest,
          row -> visitor.visit(row, open(bodies, row.integer(1), row.smallInteger(2), row.blob(3))),
          values);
    }
  }

  /** Writes a leaf's fate, the first or a later one. */
  public void keep(Sql sql, long leaf, FateRow fate) throws ProblemException {
    try (SealedColumn bodies = bodies()) {
      sql.updateOne(
          "INSERT INTO fate (leaf, effect, sealed_body) VALUES (?, ?, ?) ON CONFLICT (leaf)"
              + " DO UPDATE SET effect = excluded.effect, sealed_body = excluded.sealed_body",
          leaf,
          fate.effect(),
          bodies.seal(SealedColumn.row(leaf), fate.body().toArray()));
    }
  }

  private static FateRow open(SealedColumn bodies, long leaf, int effect, Bytes sealed)
      throws ProblemException {
    return FateRow.of(effect, Bytes.of(bodies.open(SealedColumn.row(leaf), sealed)));
  }

  private SealedColumn bodies() {
    return sealer.column("fate", "sealed_body");
  }
}
