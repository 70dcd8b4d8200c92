package org.foresign.vault.journal;

import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.card.Provenance;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Row;
import org.foresign.store.Sql;

/** The table of seeds. Rows are never changed or removed. */
public final class SeedRows {
  private static final String SELECT = "SELECT id, provenance, words, sealed FROM seed";

  private SeedRows() {}

  /** A seed as it is stored. */
  public record Seed(long id, Provenance provenance, int words, Bytes sealed) {}

  /** Every seed, oldest first. */
  public static List<Seed> all(Sql sql) throws ProblemException {
    return sql.query(SELECT + " ORDER BY id", SeedRows::seed);
  }

  public static Optional<Seed> find(Sql sql, long id) throws ProblemException {
    return sql.one(SELECT + " WHERE id = ?", SeedRows::seed, id);
  }

  /** Writes a seed in the running transaction; the journal's entry comes with it. */
  public static void add(Sql sql, Seed seed) throws ProblemException {
    sql.updateOne(
        "INSERT INTO seed (id, provenance, words, sealed) VALUES (?, ?, ?, ?)",
        seed.id(),
        seed.provenance(),
        seed.words(),
        seed.sealed());
  }

  private static Seed seed(Row row) throws ProblemException {
    return new Seed(
        row.integer(1), row.constant(2, Provenance.class), row.smallInteger(3), row.blob(4));
  }
}
