package org.foresign.vault.journal;

import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Row;
import org.foresign.store.Sql;

/** The table of policies that officers accepted. What they signed is checked above. */
public final class PolicyRows {
  private static final String SELECT =
      "SELECT number, hash, active_from, not_before, document, decision FROM policy";

  private PolicyRows() {}

  /**
   * What the journal tells of a policy too.
   *
   * @param activeFrom ceremony from which it is in force
   * @param notBefore vault time, in seconds since 1970, before which it is not
   */
  public record Head(long number, Bytes hash, long activeFrom, long notBefore) {}

  /**
   * A policy as it is stored.
   *
   * @param document signed, in its exact bytes
   * @param decision the officers' signature
   */
  public record Stored(Head head, Bytes document, Bytes decision) {}

  /** Of every policy, without the documents. */
  static List<Head> heads(Sql sql) throws ProblemException {
    return sql.query(
        "SELECT number, hash, active_from, not_before FROM policy ORDER BY number",
        PolicyRows::head);
  }

  /** The newest that may act in this ceremony at this time. */
  public static Optional<Stored> inForce(Sql sql, long ceremony, long time)
      throws ProblemException {
    return sql.one(
        SELECT + " WHERE active_from <= ? AND not_before <= ? ORDER BY number DESC LIMIT 1",
        PolicyRows::stored,
        ceremony,
        time);
  }

  public static Optional<Stored> newest(Sql sql) throws ProblemException {
    return sql.one(SELECT + " ORDER BY number DESC LIMIT 1", PolicyRows::stored);
  }

  public static Optional<Stored> numbered(Sql sql, long number) throws ProblemException {
    return sql.one(SELECT + " WHERE number = ?", PolicyRows::stored, number);
  }

  /** Writes a policy in the running transaction; the journal's entry comes with it. */
  public static void add(Sql sql, Stored policy) throws ProblemException {
    sql.updateOne(
        "INSERT INTO policy (number, hash, active_from, not_before, document, decision)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        policy.head().number(),
        policy.head().hash(),
        policy.head().activeFrom(),
        policy.head().notBefore(),
        policy.document(),
        policy.decision());
  }

  private static Head head(Row row) throws ProblemException {
    return new Head(row.integer(1), row.blob(2), row.integer(3), row.integer(4));
  }

  private static Stored stored(Row row) throws ProblemException {
    return new Stored(head(row), row.blob(5), row.blob(6));
  }
}
