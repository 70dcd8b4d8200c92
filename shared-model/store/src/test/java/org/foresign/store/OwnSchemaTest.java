package org.foresign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foresign.store.DatabaseTest.assertProblem;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who can write the file, without any key, plants to act in our place. */
class OwnSchemaTest {
  private static final String INSERT = "INSERT INTO pair (number, side, note) VALUES (?, 0, ?)";

  @TempDir private Path folder;
  private SqliteNative driver;
  private Path file;

  @BeforeEach
  void make() throws Exception {
    driver = SqliteNative.load();
    file = folder.resolve("home/test.db");
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.update(sql -> sql.updateOne(INSERT, 1, "ours"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TRIGGER t AFTER INSERT ON pair BEGIN DELETE FROM pair; END",
        "DROP TRIGGER pair_is_final",
        "CREATE VIEW v AS SELECT * FROM pair",
        "ALTER TABLE pair RENAME TO hidden; CREATE VIEW pair AS SELECT * FROM hidden",
        "CREATE TABLE more (a)",
        "CREATE VIRTUAL TABLE v USING fts5(a)",
        "CREATE INDEX i ON pair (abs(number))",
        "CREATE UNIQUE INDEX i ON pair (side) WHERE number > 1",
        "ALTER TABLE pair ADD COLUMN twice INTEGER AS (number * 2)",
        "ALTER TABLE pair ADD COLUMN late TEXT DEFAULT 'x'",
        "CREATE TABLE s (id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "ANALYZE",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -1",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'IN (0, 1)',"
            + " 'IN (0, 2)') WHERE name = 'pair'",
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'note TEXT',"
            + " 'note TEXT COLLATE NOCASE') WHERE name = 'pair'"
      })
  void refusesAFileThatHoldsMoreThanRows(String planted) throws Exception {
    plant(planted);
    assertProblem(
        StoreProblem.STORE_SCHEMA_FOREIGN, () -> Database.open(file, TestSchema.ONE, driver));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TRIGGER t AFTER INSERT ON pair BEGIN DELETE FROM pair; END",
        "ALTER TABLE pair RENAME TO hidden; CREATE VIEW pair AS SELECT * FROM hidden",
        "CREATE TABLE more (a)"
      })
  void looksAgainInEachTransaction(String planted) throws Exception {
    try (Database database = Database.open(file, TestSchema.ONE, driver);
        Database reader = Database.open(file, TestSchema.ONE, driver)) {
      plant(planted);
      assertProblem(
          StoreProblem.STORE_SCHEMA_FOREIGN,
          () -> database.update(sql -> sql.updateOne(INSERT, 2, "late")));
      assertProblem(
          StoreProblem.STORE_SCHEMA_FOREIGN,
          () -> database.read(sql -> sql.integer("SELECT count(*) FROM pair")));
      assertProblem(
          StoreProblem.STORE_SCHEMA_FOREIGN,
          () -> reader.read(sql -> sql.integer("SELECT count(*) FROM pair")));
    }
  }

  /** The schema's own trigger stands for one that got past the comparison. */
  @Test
  void noTriggerEverRuns() throws Exception {
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() ->
              database.update(sql -> sql.update("UPDATE pair SET note = 'x' WHERE number = 9")))
          .hasRootCauseMessage(
              "[SQLITE_ERROR] SQL error or missing database (triggers nested too deep)");
    }
  }

  @Test
  void aSoundFileIsReadWholeAndAnIndexThatLeavesRowsOutIsFound() throws Exception {
    Schema indexed =
        new Schema(
            TestSchema.ONE.applicationId(),
            List.of(
                TestSchema.ONE.migrations().getFirst(),
                new Migration(2, "notes", "CREATE INDEX notes ON pair (note);")));
    try (Database database = Database.open(file, indexed, driver)) {
      database.read(OwnSchemaTest::sound);
      plant(
          "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET"
              + " sql = sql || ' WHERE number > 9' WHERE name = 'notes'");
      plant("REINDEX notes");
      plant(
          "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET"
              + " sql = 'CREATE INDEX notes ON pair (note)' WHERE name = 'notes'");
      assertThat(
              (Long)
                  database.read(sql ->
                      sql.integer(
                          "SELECT count(*) FROM pair INDEXED BY notes WHERE note = 'ours'")))
          .as("the attack works")
          .isZero();
      assertProblem(StoreProblem.STORE_CORRUPT, () -> database.read(OwnSchemaTest::sound));
      assertProblem(StoreProblem.STORE_CORRUPT, () -> database.inTransaction(OwnSchemaTest::sound));
    }
  }

  private static boolean sound(Sql sql) throws ProblemException {
    sql.requireSound();
    return true;
  }

  private void plant(String statements) throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      for (String one :
          statements.contains("BEGIN") ? List.of(statements) : List.of(statements.split("; "))) {
        statement.execute(one);
      }
    }
  }
}
