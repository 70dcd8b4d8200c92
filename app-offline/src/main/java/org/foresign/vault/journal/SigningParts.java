package org.foresign.vault.journal;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;

/** The table of what signing of claimed batches has so far (docs/spec/signing-part.md). */
public final class SigningParts {
  private SigningParts() {}

  /** Sees a sealed part and the number of its batch. */
  @FunctionalInterface
  interface Visitor {
    void part(long batch, Bytes sealed) throws ProblemException;
  }

  /** Adds a part, counted from 1, in the running transaction; the journal's entry comes with it. */
  public static void add(Sql sql, long batch, int part, Bytes sealed) throws ProblemException {
    sql.updateOne(
        "INSERT INTO signing_part (batch, part, sealed) VALUES (?, ?, ?)", batch, part, sealed);
  }

  /** The sealed parts of a batch in their order. */
  public static List<Bytes> of(Sql sql, long batch) throws ProblemException {
    return sql.query(
        "SELECT sealed FROM signing_part WHERE batch = ? ORDER BY part", row -> row.blob(1), batch);
  }

  /** Removes them: the batch has its result, or never gets one. */
  public static void drop(Sql sql, long batch) throws ProblemException {
    sql.update("DELETE FROM signing_part WHERE batch = ?", batch);
  }

  static void forEach(Sql sql, Visitor visitor) throws ProblemException {
    sql.forEach(
        "SELECT batch, sealed FROM signing_part ORDER BY batch, part",
        row -> visitor.part(row.integer(1), row.blob(2)));
  }
}
