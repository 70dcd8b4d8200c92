package org.foresign.store;

import java.sql.SQLException;
import java.util.Optional;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Translates the driver's failures once, at the edge of this package. */
final class SqlErrors {
  private static final int PRIMARY_CODE = 0xff;

  private SqlErrors() {}

  /**
   * The problem behind a failure of the disk, the file or the data.
   *
   * @throws IllegalStateException for a failure of our own, such as a statement with an error
   */
  static ProblemException translate(SQLException failure) {
    if (failure instanceof SQLiteException sqlite) {
      Optional<StoreProblem> known = byCode(sqlite.getResultCode().code & PRIMARY_CODE);
      if (known.isPresent()) {
        // The driver's message may quote stored values; the code alone never does.
        Problem problem = Problem.of(known.get(), sqlite.getResultCode().name());
        return new ProblemException(problem, failure);
      }
    }
    throw new IllegalStateException("a statement of ours is wrong", failure);
  }

  private static Optional<StoreProblem> byCode(int code) {
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return Optional.of(StoreProblem.STORE_DISK_FULL);
    }
    if (code == SQLiteErrorCode.SQLITE_READONLY.code
        || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || code == SQLiteErrorCode.SQLITE_PERM.code
        || code == SQLiteErrorCode.SQLITE_AUTH.code) {
      return Optional.of(StoreProblem.STORE_READ_ONLY);
    }
    if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return Optional.of(StoreProblem.STORE_CORRUPT);
    }
    if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return Optional.of(StoreProblem.STORE_BUSY);
    }
    if (code == SQLiteErrorCode.SQLITE_IOERR.code) {
      return Optional.of(StoreProblem.STORE_IO);
    }
    return code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
        ? Optional.of(StoreProblem.STORE_CONFLICT)
        : Optional.empty();
  }
}
