package org.foresign.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * Statements inside one transaction. Values are bound, never pasted into text: {@link Long}, {@link
 * Integer}, {@link Boolean} (0 or 1), {@link String}, {@link Enum} (its {@link Spelling}), {@link
 * Bytes}, {@link Digest32}, {@link Address}, {@code byte[]} or null. Valid only inside the
 * transaction, on its thread.
 */
public final class Sql {
  /** Reads one row. */
  @FunctionalInterface
  public interface Mapper<T> {
    T map(Row row) throws ProblemException;
  }

  /** Uses one row. */
  @FunctionalInterface
  public interface Visitor {
    void visit(Row row) throws ProblemException;
  }

  private static final int KEPT_STATEMENTS = 200;

  private final Connection connection;
  private final Map<String, Deque<PreparedStatement>> idle = new HashMap<>();
  private boolean writable;
  private boolean open;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /**
   * Runs a statement that changes rows and returns how many it changed.
   *
   * @throws ProblemException with a {@link StoreProblem}
   */
  public int update(String statement, @Nullable Object... values) throws ProblemException {
    requireWritable();
    return with(
        statement,
        prepared -> {
          bind(prepared, values);
          return prepared.executeUpdate();
        });
  }

  /**
   * The same, and it must change exactly one row.
   *
   * @throws ProblemException with {@link StoreProblem#STORE_CONFLICT} or another store problem
   */
  public void updateOne(String statement, @Nullable Object... values) throws ProblemException {
    int changed = update(statement, values);
    if (changed != 1) {
      throw Problem.of(StoreProblem.STORE_CONFLICT, changed + " rows instead of one").asException();
    }
  }

  /** Inserts one row and returns its row id. */
  public long insert(String statement, @Nullable Object... values) throws ProblemException {
    updateOne(statement, values);
    return one("SELECT last_insert_rowid()", row -> row.integer(1)).orElseThrow();
  }

  /** Inserts many rows with one statement; see {@link BulkInsert}. */
  public void bulk(String statement, BulkInsert.Source source) throws ProblemException {
    requireWritable();
    with(
        statement,
        prepared -> {
          BulkInsert rows = new BulkInsert(prepared);
          source.into(rows);
          rows.flush();
          return rows;
        });
  }

  /** All rows of a query, each mapped. */
  public <T> List<T> query(String statement, Mapper<T> mapper, @Nullable Object... values)
      throws ProblemException {
    List<T> found = new ArrayList<>();
    forEach(statement, row -> found.add(mapper.map(row)), values);
    return found;
  }

  /**
   * The row of a query that finds one or none.
   *
   * @throws IllegalStateException if it finds more
   */
  public <T> Optional<T> one(String statement, Mapper<T> mapper, @Nullable Object... values)
      throws ProblemException {
    List<T> found = query(statement, mapper, values);
    if (found.size() > 1) {
      throw new IllegalStateException("a query for one row found " + found.size());
    }
    return found.stream().findFirst();
  }

  /** The single integer that a query such as a count answers. */
  public long integer(String statement, @Nullable Object... values) throws ProblemException {
    return one(statement, row -> row.integer(1), values)
        .orElseThrow(() -> new IllegalStateException("a query for one number found none"));
  }

  /** Walks over the rows of a query without keeping them. */
  public void forEach(String statement, Visitor visitor, @Nullable Object... values)
      throws ProblemException {
    requireOpen();
    with(
        statement,
        prepared -> {
          bind(prepared, values);
          try (ResultSet results = prepared.executeQuery()) {
            Row row = new Row(results);
            while (results.next()) {
              visitor.visit(row);
            }
          }
          return visitor;
        });
  }

  /**
   * Reads the whole file inside this transaction: every page, and that each index says what its
   * table does. What a query finds by an index is what the rows are from here on.
   *
   * @throws ProblemException with {@link StoreProblem#STORE_CORRUPT}
   */
  public void requireSound() throws ProblemException {
    reload();
    String found = query("PRAGMA integrity_check(1)", row -> row.text(1)).getFirst();
    if (!found.equals(StoreOpening.SOUND)) {
      throw Problem.of(StoreProblem.STORE_CORRUPT).asException();
    }
  }

  /**
   * Refuses rows that belong to none. No join sees them, until one with their number comes.
   *
   * @throws ProblemException with {@link StoreProblem#STORE_CORRUPT}
   */
  public void requireNoOrphans() throws ProblemException {
    if (!query("PRAGMA foreign_key_check", row -> row.text(1)).isEmpty()) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "rows that belong to none").asException();
    }
  }

  private void reload() throws ProblemException {
    try {
      Database.execute(connection, Database.RELOAD_SCHEMA);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  void begin(boolean write) {
    open = true;
    writable = write;
  }

  void end() {
    open = false;
    writable = false;
  }

  void closeStatements() throws SQLException {
    for (Deque<PreparedStatement> kept : idle.values()) {
      for (PreparedStatement statement : kept) {
        statement.close();
      }
    }
    idle.clear();
  }

  static void bind(PreparedStatement prepared, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bindOne(prepared, i + 1, values[i]);
    }
  }

  private static void bindOne(PreparedStatement prepared, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> prepared.setObject(index, null);
      case Long number -> prepared.setLong(index, number);
      case Integer number -> prepared.setLong(index, number);
      case Boolean flag -> prepared.setLong(index, flag ? 1 : 0);
      case String text -> prepared.setString(index, text);
      case Enum<?> constant -> prepared.setString(index, Spelling.of(constant));
      case Bytes bytes -> prepared.setBytes(index, bytes.toArray());
      case Digest32 digest -> prepared.setBytes(index, digest.toArray());
      case Address address -> prepared.setBytes(index, address.toArray());
      case byte[] bytes -> prepared.setBytes(index, bytes);
      default ->
          throw new IllegalArgumentException(
              "no column type for " + value.getClass().getSimpleName());
    }
  }

  private <T> T with(String statement, Use<T> use) throws ProblemException {
    try {
      PreparedStatement prepared = take(statement);
      boolean kept = false;
      try {
        T result = use.of(prepared);
        prepared.clearParameters();
        kept = keep(statement, prepared);
        return result;
      } finally {
        if (!kept) {
          prepared.close();
        }
      }
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  private PreparedStatement take(String statement) throws SQLException {
    Deque<PreparedStatement> kept = idle.get(statement);
    return kept == null || kept.isEmpty() ? connection.prepareStatement(statement) : kept.pop();
  }

  private boolean keep(String statement, PreparedStatement prepared) {
    if (idle.size() >= KEPT_STATEMENTS) {
      return false;
    }
    idle.computeIfAbsent(statement, key -> new ArrayDeque<>()).push(prepared);
    return true;
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("used outside its transaction");
    }
  }

  private void requireWritable() {
    requireOpen();
    if (!writable) {
      throw new IllegalStateException("a read can't change rows");
    }
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(PreparedStatement prepared) throws SQLException, ProblemException;
  }
}
