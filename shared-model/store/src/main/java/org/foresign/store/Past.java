package org.foresign.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.foresign.model.problem.ProblemException;

/**
 * A second connection, which only reads. While a transaction of the first one runs it sees the rows
 * as they were before: nobody else can write meanwhile.
 */
record Past(Connection connection, Sql sql) implements RowBinding.Before {
  static Past of(Connection connection) throws SQLException, ProblemException {
    StoreOpening.disarm(connection);
    return new Past(connection, new Sql(connection));
  }

  @Override
  public void read(Database.Action action) throws ProblemException {
    try {
      Database.execute(connection, "BEGIN");
      sql.begin(false);
      try {
        action.run(sql);
      } finally {
        sql.end();
        Database.execute(connection, "ROLLBACK");
      }
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  void close() throws SQLException {
    sql.closeStatements();
    connection.close();
  }
}
