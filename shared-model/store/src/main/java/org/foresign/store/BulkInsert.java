package org.foresign.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Rows on their way into one table, sent to the database in groups within one transaction. */
public final class BulkInsert {
  /** Hands over the rows. */
  @FunctionalInterface
  public interface Source {
    void into(BulkInsert rows) throws ProblemException;
  }

  private static final int GROUP = 500;

  private final PreparedStatement prepared;
  private int waiting;

  BulkInsert(PreparedStatement prepared) {
    this.prepared = prepared;
  }

  /** Adds a row of values as {@link Sql} accepts them. */
  public void add(@Nullable Object... values) throws ProblemException {
    try {
      Sql.bind(prepared, values);
      added();
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  /** Adds a row of integers. */
  public void addIntegers(long... values) throws ProblemException {
    try {
      for (int i = 0; i < values.length; i++) {
        prepared.setLong(i + 1, values[i]);
      }
      added();
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  void flush() throws SQLException {
    if (waiting > 0) {
      prepared.executeBatch();
      waiting = 0;
    }
  }

  private void added() throws SQLException {
    prepared.addBatch();
    waiting++;
    if (waiting == GROUP) {
      flush();
    }
  }
}
