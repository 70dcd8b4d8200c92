package org.foresign.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What the migrations make, word for word. Whatever else a file's schema holds may act while rows
 * are read or written: a trigger, a view, a virtual table, a generated column, a default, an index
 * with a condition. Whoever can write the file can plant it without any passphrase.
 */
final class OwnSchema {
  private static final String ITEMS =
      "SELECT type, name, tbl_name, sql, rootpage FROM sqlite_schema ORDER BY type, name";
  static final String HISTORY_TABLE = "foresign_migration";

  private static final String HISTORY_FORM =
      HISTORY_TABLE
          + " (version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 BLOB NOT NULL) STRICT";

  private static final String HISTORY = "CREATE TABLE IF NOT EXISTS " + HISTORY_FORM;

  /** How SQLite keeps the statement that made the list of steps. */
  static String history() {
    return "CREATE TABLE " + HISTORY_FORM;
  }

  private final List<Item> items;

  private record Item(
      @Nullable String type,
      @Nullable String name,
      @Nullable String table,
      @Nullable String statement) {}

  private OwnSchema(List<Item> items) {
    this.items = items;
  }

  /** What the first {@code version} steps make; nothing for 0. */
  static OwnSchema after(Schema schema, int version) throws SQLException {
    if (version == 0) {
      return new OwnSchema(List.of());
    }
    try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      Database.execute(memory, HISTORY);
      build(memory, schema.migrations().subList(0, version));
      List<Item> made = new ArrayList<>();
      try (Statement statement = memory.createStatement();
          ResultSet rows = statement.executeQuery(ITEMS)) {
        while (rows.next()) {
          made.add(
              new Item(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
        }
      }
      return new OwnSchema(made);
    }
  }

  /** Whether there is a table of this name. */
  boolean holds(String table) {
    return items.stream().anyMatch(item -> table.equals(item.name()));
  }

  /** Makes the table that remembers the steps. */
  static void prepare(Connection connection) throws SQLException {
    Database.execute(connection, HISTORY);
  }

  static void build(Connection connection, List<Migration> steps) throws SQLException {
    for (Migration step : steps) {
      Database.execute(connection, step.statements());
    }
  }

  /**
   * Refuses a file that holds anything else, or holds two things in one place.
   *
   * @throws ProblemException with {@link StoreProblem#STORE_SCHEMA_FOREIGN}
   */
  void require(Sql sql) throws ProblemException {
    Set<Long> places = new HashSet<>();
    int[] count = {0};
    sql.forEach(
        ITEMS,
        row -> {
          Item found =
              new Item(
                  row.optionalText(1).orElse(null),
                  row.optionalText(2).orElse(null),
                  row.optionalText(3).orElse(null),
                  row.optionalText(4).orElse(null));
          int at = count[0]++;
          boolean ours = at < items.size() && items.get(at).equals(found);
          if (!ours || !places.add(row.optionalInteger(5).orElse(0))) {
            throw foreign(found.type() + " " + found.name());
          }
        });
    if (count[0] != items.size()) {
      throw foreign("missing: " + items.get(count[0]).name());
    }
  }

  static ProblemException foreign(String detail) {
    return Problem.of(StoreProblem.STORE_SCHEMA_FOREIGN, detail).asException();
  }
}
