package org.foresign.vault.work;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A program of the same user that sets a vault's file back to an older state of it. */
public final class SetBack {
  private SetBack() {}

  /** Keeps the present state in a file of its own. */
  public static Path keep(TestHome home, String name) throws SQLException {
    Path copy = home.file(name + ".sqlite");
    try (Connection other = connect(home);
        Statement statement = other.createStatement()) {
      statement.execute("VACUUM INTO '" + copy + "'");
    }
    return copy;
  }

  /** Sets these tables back, or all, in one transaction. */
  public static void to(TestHome home, Path from, String... some) throws SQLException {
    try (Connection other = connect(home);
        Statement statement = other.createStatement()) {
      statement.execute("ATTACH '" + from + "' AS kept");
      List<String> tables = new ArrayList<>(List.of(some));
      if (tables.isEmpty()) {
        try (ResultSet names =
            statement.executeQuery(
                "SELECT name FROM kept.sqlite_schema WHERE type = 'table'"
                    + " AND name NOT LIKE 'sqlite_%'")) {
          while (names.next()) {
            tables.add(names.getString(1));
          }
        }
      }
      statement.execute("BEGIN IMMEDIATE");
      for (String table : tables) {
        statement.execute("DELETE FROM main." + table);
        statement.execute("INSERT INTO main." + table + " SELECT * FROM kept." + table);
      }
      statement.execute("COMMIT");
    }
  }

  private static Connection connect(TestHome home) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + home.home().resolve("vault.sqlite"));
  }
}
