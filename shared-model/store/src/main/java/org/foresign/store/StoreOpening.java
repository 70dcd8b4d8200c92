package org.foresign.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/** What happens between opening a file and trusting it. */
final class StoreOpening {
  static final String QUICK_CHECK = "PRAGMA quick_check(1)";
  static final String SOUND = "ok";

  /** More than the largest file has of the smallest pages, so that no page leaves the cache. */
  private static final String CACHED_PAGES = "4194304";

  /** Largest file: SQLite keeps all of it in memory, off the Java heap. */
  private static final long MAX_BYTES = 1L << 30;

  private final Connection connection;
  private final Schema schema;

  StoreOpening(Connection connection, Schema schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /** Refuses a file that is foreign or from a newer release, before it is changed. */
  void check() throws SQLException, ProblemException {
    long id = number("PRAGMA application_id");
    boolean empty = number("SELECT count(*) FROM sqlite_schema") == 0;
    if (id != schema.applicationId() && !(id == 0 && empty)) {
      throw Problem.of(StoreProblem.STORE_FOREIGN, "application id " + id).asException();
    }
    long version = number("PRAGMA user_version");
    if (version > schema.version()) {
      throw Problem.of(
              StoreProblem.STORE_NEWER, "schema " + version + ", known " + schema.version())
          .asException();
    }
    requireInMemory(number("PRAGMA page_count"), number("PRAGMA page_size"));
  }

  static void requireInMemory(long pages, long pageSize) throws ProblemException {
    long bytes = pages * pageSize;
    if (bytes > MAX_BYTES) {
      throw Problem.of(StoreProblem.STORE_TOO_LARGE, bytes + " bytes, at most " + MAX_BYTES)
          .asException();
    }
  }

  /** Reads every page. */
  void checkWholeFile() throws SQLException, ProblemException {
    if (!text(QUICK_CHECK).equals(SOUND)) {
      throw Problem.of(StoreProblem.STORE_CORRUPT).asException();
    }
  }

  /** Sets what durability and safety rest on, and checks that it took. */
  void makeDurable() throws SQLException, ProblemException {
    require("PRAGMA journal_mode=WAL", "PRAGMA journal_mode", "wal");
    require("PRAGMA synchronous=FULL", "PRAGMA synchronous", "2");
    require("PRAGMA fullfsync=ON", "PRAGMA fullfsync", "1"); // macOS: flush the drive too
    require("PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1");
    require("PRAGMA secure_delete=ON", "PRAGMA secure_delete", "1");
    require("PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2");
  }

  /** Takes away what a file could do beyond holding rows; {@link OwnSchema} says what that is. */
  static void disarm(Connection connection) throws SQLException, ProblemException {
    require(connection, "PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0");
    require(connection, "PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1");
    // One read of a page is one state.
    require(connection, "PRAGMA mmap_size=0", "PRAGMA mmap_size", "0");
    // What was checked in a transaction is not read from the file again: Database.readNoPageTwice.
    require(connection, "PRAGMA cache_size=" + CACHED_PAGES, "PRAGMA cache_size", CACHED_PAGES);
    require(connection, "PRAGMA cache_spill=OFF", "PRAGMA cache_spill", "0");
    require(
        connection, "PRAGMA ignore_check_constraints=OFF", "PRAGMA ignore_check_constraints", "0");
    SQLiteConnection driver = connection.unwrap(SQLiteConnection.class);
    driver.setLimit(SQLiteLimits.SQLITE_LIMIT_TRIGGER_DEPTH, 0); // a trigger stops its statement
    driver.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
  }

  /** What the file's schema must say before the missing steps are run. */
  OwnSchema present() throws SQLException, ProblemException {
    long version = number("PRAGMA user_version");
    if (version < 0) {
      throw OwnSchema.foreign("schema version " + version);
    }
    return OwnSchema.after(schema, (int) version);
  }

  /**
   * Compares the steps that were run, and runs the missing ones. Those of a file whose rows are
   * bound wait for the key.
   *
   * @return whether none is missing any more
   */
  boolean migrate(Database database) throws SQLException, ProblemException {
    long version = number("PRAGMA user_version");
    requireSameBuild(version);
    database.read(sql -> {
      if (version > 0) {
        compare(
            sql.query(
                "SELECT hex(sha256) FROM foresign_migration ORDER BY version", row -> row.text(1)),
            version);
      }
      return version;
    });
    if (version == schema.version()) {
      return true;
    }
    if (present().holds(RowBinding.TABLE)) {
      return false;
    }
    runMissing(database, sql -> {});
    return true;
  }

  /**
   * Runs the missing steps in one transaction.
   *
   * @param last what is done in it when all of them have run
   */
  void runMissing(Database database, Database.Action last) throws SQLException, ProblemException {
    int version = (int) number("PRAGMA user_version");
    OwnSchema after = OwnSchema.after(schema, schema.version());
    database.update(sql -> {
      apply(sql, version);
      after.require(sql);
      last.run(sql);
    });
    database.holds(after);
  }

  /**
   * Tells a home of another build from one that somebody has changed: its tables are other ones,
   * too, but its own list of steps says so. A list that we did not make is not asked.
   */
  private void requireSameBuild(long version) throws SQLException, ProblemException {
    if (!text("SELECT sql FROM sqlite_schema WHERE name = 'foresign_migration'")
        .equals(OwnSchema.history())) {
      return;
    }
    List<String> stored = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet results =
            statement.executeQuery(
                "SELECT hex(sha256) FROM foresign_migration ORDER BY version LIMIT 1000")) {
      while (results.next()) {
        stored.add(String.valueOf(results.getString(1)));
      }
    }
    if (stored.size() == version) {
      compare(stored, version);
    }
  }

  private void compare(List<String> stored, long version) throws ProblemException {
    List<String> ours =
        schema.migrations().stream()
            .limit(version)
            .map(step -> step.checksum().bytes().hex().toUpperCase(Locale.ROOT))
            .toList();
    if (!stored.equals(ours)) {
      throw Problem.of(StoreProblem.STORE_SCHEMA_CHANGED).asException();
    }
  }

  private void apply(Sql sql, int from) throws ProblemException {
    try {
      List<Migration> missing = schema.migrations().subList(from, schema.version());
      OwnSchema.prepare(connection);
      OwnSchema.build(connection, missing);
      sql.closeStatements(); // they know the columns of before
      for (Migration step : missing) {
        sql.updateOne(
            "INSERT INTO foresign_migration (version, name, sha256) VALUES (?, ?, ?)",
            step.version(),
            step.name(),
            step.checksum());
      }
      Database.execute(connection, "PRAGMA application_id=" + schema.applicationId());
      Database.execute(connection, "PRAGMA user_version=" + schema.version());
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  private void require(String set, String get, String expected)
      throws SQLException, ProblemException {
    require(connection, set, get, expected);
  }

  private static void require(Connection connection, String set, String get, String expected)
      throws SQLException, ProblemException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(set);
    }
    String actual = text(connection, get);
    if (!actual.equals(expected)) {
      throw Problem.of(StoreProblem.STORE_IO, get + " stays " + actual).asException();
    }
  }

  private long number(String query) throws SQLException {
    return Long.parseLong(text(query));
  }

  private String text(String query) throws SQLException {
    return text(connection, query);
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(query)) {
      return results.next() ? String.valueOf(results.getString(1)) : "";
    }
  }
}
