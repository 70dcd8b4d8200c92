package org.foresign.vault.cli;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a program of the same user does to a vault's database, without any passphrase. */
final class Planted {
  private Planted() {}

  static void in(TestVault vault, String statement) {
    try (Connection other = open(vault);
        Statement one = other.createStatement()) {
      one.execute(statement);
    } catch (SQLException e) {
      throw new AssertionError(statement, e);
    }
  }

  /** The one value of this query's one row. */
  static String text(TestVault vault, String query) {
    try (Connection other = open(vault);
        Statement one = other.createStatement();
        ResultSet rows = one.executeQuery(query)) {
      if (!rows.next()) {
        throw new AssertionError("no row: " + query);
      }
      return rows.getString(1);
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  private static Connection open(TestVault vault) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + vault.home().resolve("vault.sqlite"));
  }
}
