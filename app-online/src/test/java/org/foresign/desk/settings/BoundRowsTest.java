package org.foresign.desk.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.store.StoreProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No value of any table of a desk's store can be changed, and no row added, removed or set back,
 * without its passphrase: each is tried, whatever the schema holds.
 */
class BoundRowsTest {
  @TempDir private Path folder;
  private Path home;
  private TestDesk desk;

  @BeforeEach
  void fill() throws ProblemException {
    home = folder.resolve("desk");
    desk = TestDesk.create(home);
    TestVault vault = new TestVault(true);
    desk.pair(vault);
    new Endpoints(desk.home())
        .set(Networks.HOODI.chain(), Endpoints.Kind.EXECUTION, List.of("https://node.example/key"));
    ExpandedBatch batch = desk.planPayments(vault, 0, 2);
    desk.export(batch);
    desk.take(vault.result(batch, desk.card()));
    desk.home()
        .database()
        .update(sql -> {
          sql.updateOne("INSERT INTO own_node VALUES (1, 560048, x'01')");
          sql.updateOne(
              "INSERT INTO policy (vault, number, hash, sealed_body)"
                  + " SELECT instance, 1, x'02', x'03' FROM vault");
          sql.updateOne(
              "INSERT INTO approval (digest, approver, body) SELECT digest, x'04', x'05' FROM batch");
          sql.updateOne(
              "INSERT INTO decision (leaf, cause, state, decided_at, sealed_end)"
                  + " VALUES (1, 'release', 'exposed', 7, x'07')");
          sql.updateOne("INSERT INTO lane_lock SELECT id, 1, 2, 3 FROM lane");
          sql.updateOne("INSERT INTO sending (leaf, sent_at, sealed_end) VALUES (1, 8, x'08')");
          sql.updateOne("INSERT INTO fate (leaf, effect, sealed_body) VALUES (1, 'none', x'06')");
        });
  }

  @AfterEach
  void close() throws ProblemException {
    desk.close();
  }

  private Connection raw() throws SQLException {
    Connection raw = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("desk.db"));
    run(raw, "PRAGMA ignore_check_constraints = ON");
    return raw;
  }

  private static int run(Connection raw, String statement) throws SQLException {
    try (Statement prepared = raw.createStatement()) {
      return prepared.executeUpdate(statement);
    }
  }

  private static List<String> column(Connection raw, String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private void assertRefused(String what) {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> desk.leaves().all());
    assertThat(refused).as(what).isNotNull();
    // A value that the schema forbids is found before the sum is.
    assertThat(refused.problem().code())
        .as(what)
        .isIn(StoreProblem.STORE_ROWS_CHANGED, StoreProblem.STORE_CORRUPT);
  }

  private static Set<String> tables(Connection raw) throws SQLException {
    Set<String> tables =
        new TreeSet<>(
            column(
                raw,
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"));
    tables.remove("row_seal"); // the seal itself
    tables.remove("foresign_migration"); // compared with the steps at each opening
    return tables;
  }

  @Test
  void noValueOfAnyTableCanBeChanged() throws Exception {
    try (Connection raw = raw()) {
      assertThat(tables(raw)).hasSizeGreaterThan(15);
      for (String table : tables(raw)) {
        for (String name : column(raw, "SELECT name FROM pragma_table_info('" + table + "')")) {
          String where = " WHERE rowid = (SELECT min(rowid) FROM " + table + ")";
          String kind = column(raw, "SELECT typeof(" + name + ") FROM " + table + where).getFirst();
          String other =
              switch (kind) {
                case "integer" -> name + " + 1000";
                case "text" -> name + " || 'x'";
                case "blob" -> "CAST(" + name + " || x'00' AS BLOB)";
                default -> // NULL, in whatever kind the column takes
                    "CASE (SELECT type FROM pragma_table_info('"
                        + table
                        + "') WHERE name = '"
                        + name
                        + "') WHEN 'INTEGER' THEN 1 WHEN 'TEXT' THEN 'x' ELSE x'01' END";
              };
          keep(raw, table);
          assertThat(run(raw, "UPDATE " + table + " SET " + name + " = " + other + where)).isOne();
          assertRefused(table + "." + name);
          restore(raw, table);
          desk.leaves().all();
        }
      }
    }
  }

  private static void keep(Connection raw, String table) throws SQLException {
    run(raw, "CREATE TEMP TABLE kept AS SELECT * FROM " + table);
  }

  private static void restore(Connection raw, String table) throws SQLException {
    String names =
        String.join(", ", column(raw, "SELECT name FROM pragma_table_info('" + table + "')"));
    run(raw, "DELETE FROM " + table);
    run(raw, "INSERT INTO " + table + " (" + names + ") SELECT " + names + " FROM kept");
    run(raw, "DROP TABLE kept");
  }

  @Test
  void noRowOfAnyTableCanBeRemoved() throws Exception {
    try (Connection raw = raw()) {
      for (String table : tables(raw)) {
        String where = " WHERE rowid = (SELECT min(rowid) FROM " + table + ")";
        keep(raw, table);
        assertThat(run(raw, "DELETE FROM " + table + where)).as(table).isOne();
        assertRefused(table);
        restore(raw, table);
        desk.leaves().all();
      }
    }
  }

  @Test
  void aHomeWhoseStatesWereSetBackIsNotOpened() throws Exception {
    desk.close();
    Path file = home.resolve("desk.db");
    Path whole = Files.copy(file, folder.resolve("whole.db"));
    for (String planted :
        List.of(
            "UPDATE held_batch SET review_by = 4000000000",
            "UPDATE leaf SET state = 'void' WHERE id = 1",
            "DELETE FROM decision",
            "UPDATE leaf SET id = id + 100",
            "UPDATE policy SET sealed_body = x'07'")) {
      try (Connection raw = raw()) {
        assertThat(run(raw, planted)).isPositive();
      }
      ProblemException refused =
          catchThrowableOfType(ProblemException.class, () -> TestDesk.open(home));
      assertThat(refused).as(planted).isNotNull();
      assertThat(refused.problem().code()).isEqualTo(StoreProblem.STORE_ROWS_CHANGED);
      Files.copy(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }
    desk = TestDesk.open(home);
    assertThat(desk.leaves().all()).hasSize(4);
  }

  @Test
  void noIndexCanBeMadeToLeaveRowsOut() throws Exception {
    desk.close();
    Path file = home.resolve("desk.db");
    Path whole = Files.copy(file, folder.resolve("whole.db"));
    List<String> indexes;
    try (Connection raw = raw()) {
      indexes =
          column(raw, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL");
    }
    int tried = 0;
    for (String index : indexes) {
      try (Connection raw = raw()) {
        emptyIndex(raw, index);
        if (column(raw, "PRAGMA integrity_check(1)").equals(List.of("ok"))) {
          continue; // it was empty before
        }
      }
      tried++;
      ProblemException refused =
          catchThrowableOfType(ProblemException.class, () -> TestDesk.open(home));
      assertThat(refused).as(index).isNotNull();
      assertThat(refused.problem().code()).isEqualTo(StoreProblem.STORE_CORRUPT);
      Files.copy(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(tried).isGreaterThan(2);
    desk = TestDesk.open(home);
  }

  /** Rows, seal and schema stay as they were; the index alone loses what it points to. */
  private static void emptyIndex(Connection raw, String index) throws SQLException {
    String schema = "UPDATE sqlite_schema SET sql = %s WHERE name = '" + index + "'";
    String kept =
        column(raw, "SELECT quote(sql) FROM sqlite_schema WHERE name = '" + index + "'").getFirst();
    run(raw, "PRAGMA writable_schema = ON");
    run(raw, schema.formatted("replace(sql, ' WHERE ', ' WHERE 1 = 2 AND ')"));
    run(
        raw,
        "UPDATE sqlite_schema SET sql = sql || ' WHERE 1 = 2' WHERE name = '"
            + index
            + "' AND sql NOT LIKE '%WHERE%'");
    run(raw, "PRAGMA writable_schema = RESET");
    run(raw, "REINDEX " + index);
    run(raw, "PRAGMA writable_schema = ON");
    run(raw, schema.formatted(kept));
    run(raw, "PRAGMA writable_schema = RESET");
  }
}
