package org.foresign.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;

/**
 * One SQLite file with one connection. Transactions take turns: a thread that wants one waits until
 * the thread before it has finished, so there is one writer at any time. When a write transaction
 * returns, its rows are on the disk (WAL, {@code synchronous=FULL}). Each transaction first
 * compares the file's schema with what our migrations make, and reads no page of the file twice:
 * what was checked in it is what is used in it, whatever somebody writes into the file meanwhile.
 */
public final class Database implements AutoCloseable {
  /** What happens in one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Sql sql) throws ProblemException;
  }

  /** The same without a result. */
  @FunctionalInterface
  public interface Action {
    void run(Sql sql) throws ProblemException;
  }

  static final String RELOAD_SCHEMA = "PRAGMA writable_schema=RESET";

  private final Path file;
  private final Connection connection;
  private final Sql sql;
  private final int applicationId;
  private final ReentrantLock turn = new ReentrantLock();
  private OwnSchema schema;
  private @Nullable StoreOpening unfinished;
  private @Nullable RowBinding bound;
  private @Nullable Past past;

  private Database(Path file, Connection connection, int applicationId, OwnSchema schema) {
    this.file = file;
    this.connection = connection;
    this.sql = new Sql(connection);
    this.applicationId = applicationId;
    this.schema = schema;
  }

  /**
   * Opens the database, makes it when it is not there, checks it and brings its schema up to date.
   * Hold the {@link HomeLock} of its folder before.
   *
   * @param driver proof that the checked native library is loaded
   * @throws ProblemException with a {@link StoreProblem}; the file is then unchanged
   */
  public static Database open(Path file, Schema schema, SqliteNative driver)
      throws ProblemException {
    return open(file, schema, driver, IntegrityCheck.ALWAYS);
  }

  /** The same with a choice when the whole file is checked. */
  public static Database open(
      Path file, Schema schema, SqliteNative driver, IntegrityCheck integrity)
      throws ProblemException {
    Connections.requireLoaded(driver);
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw Problem.of(StoreProblem.STORE_NOT_A_FILE, file.toString()).asException();
    }
    HomeFolder.prepare(folder);
    try {
      HomeFolder.createFile(file);
      Connections.forceFolder(folder);
    } catch (IOException e) {
      throw HomeFolder.unwritable(file, e);
    }
    return opened(file, schema, integrity == IntegrityCheck.ALWAYS || Connections.leftOpen(file));
  }

  /**
   * Runs {@code work} in a write transaction: all of it is kept when it returns, nothing of it when
   * it throws anything.
   *
   * @throws ProblemException with a {@link StoreProblem}, or whatever problem {@code work} throws
   */
  public <T> T inTransaction(Work<T> work) throws ProblemException {
    return run(true, work);
  }

  /** {@link #inTransaction} without a result. */
  public void update(Action action) throws ProblemException {
    inTransaction(inside -> {
      action.run(inside);
      return true;
    });
  }

  /**
   * Runs queries on one consistent state. Nobody else can write meanwhile; what is written past
   * SQLite is not seen.
   *
   * @throws ProblemException with a {@link StoreProblem}, or whatever problem {@code work} throws
   */
  public <T> T read(Work<T> work) throws ProblemException {
    return run(false, work);
  }

  /**
   * Reads the whole file and checks it.
   *
   * @throws ProblemException with {@link StoreProblem#STORE_CORRUPT} or another store problem
   */
  public void verify() throws ProblemException {
    String found = read(sql -> sql.query(StoreOpening.QUICK_CHECK, row -> row.text(1)).getFirst());
    if (!found.equals(StoreOpening.SOUND)) {
      throw Problem.of(StoreProblem.STORE_CORRUPT).asException();
    }
  }

  /**
   * Binds the rows of a database that has none yet, from now on.
   *
   * @param rows ownership passes to this database
   * @throws ProblemException with {@link StoreProblem#STORE_ROWS_CHANGED} if there are rows
   */
  public void bindNew(RowBinding rows) throws ProblemException {
    listen(rows);
    boolean begun = false;
    try {
      update(rows::begin);
      begun = true;
    } finally {
      if (!begun) {
        rows.close();
      }
    }
    bound = rows;
  }

  /**
   * Compares all rows with their seal, now and whenever somebody else has written, and keeps the
   * seal up to date. Migrations that the file lacks run now, in one transaction with the comparison
   * before them and a new seal after them.
   *
   * @param rows ownership passes to this database
   * @throws ProblemException with {@link StoreProblem#STORE_ROWS_CHANGED}
   */
  public void bind(RowBinding rows) throws ProblemException {
    listen(rows);
    bound = rows;
    StoreOpening steps = unfinished;
    if (steps == null) {
      read(inside -> rows); // a transaction begins by comparing them
      return;
    }
    try {
      steps.runMissing(this, rows::sealAnew);
      unfinished = null;
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
  }

  private void listen(RowBinding rows) throws ProblemException {
    if (past != null) {
      throw new IllegalStateException("the rows are bound already");
    }
    boolean ready = false;
    try {
      past = Past.of(Connections.open(file, true));
      connection
          .unwrap(SQLiteConnection.class)
          .addUpdateListener((kind, schemaName, table, row) -> rows.noteChange(table, row));
      ready = true;
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    } finally {
      if (!ready) {
        rows.close();
      }
    }
  }

  /** Says what the schema holds from now on. */
  void holds(OwnSchema now) {
    schema = now;
  }

  public Path file() {
    return file;
  }

  /** Closes the file. A transaction that runs on another thread ends first. */
  @Override
  public void close() throws ProblemException {
    turn.lock();
    try {
      if (!connection.isClosed()) {
        if (past != null) {
          past.close();
        }
        sql.closeStatements();
        connection.close();
      }
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    } finally {
      if (bound != null) {
        bound.close();
      }
      turn.unlock();
    }
  }

  private <T> T run(boolean write, Work<T> work) throws ProblemException {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("transactions do not nest");
    }
    turn.lock();
    try {
      execute("BEGIN IMMEDIATE");
      sql.begin(write);
      boolean kept = false;
      try {
        readNoPageTwice();
        requireOwnSchema(write);
        if (bound != null) {
          bound.requireOwn(sql);
        }
        T result = work.run(sql);
        if (write && bound != null) {
          bound.settle(sql, Objects.requireNonNull(past));
        }
        if (write) {
          requireInMemory();
          execute("COMMIT");
          kept = true;
        }
        return result;
      } finally {
        sql.end();
        if (bound != null) {
          bound.forgetChanges();
        }
        if (!kept) {
          rollback();
        }
      }
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    } finally {
      turn.unlock();
    }
  }

  /**
   * The cache holds the whole file, but SQLite reads the tail of a long value past its cache as
   * long as no page is changed. So one is: page 1, to what it says already. A read takes that back
   * at its end, and nothing of it reaches the disk.
   */
  private void readNoPageTwice() throws SQLException, ProblemException {
    requireInMemory();
    execute("PRAGMA application_id=" + applicationId);
  }

  private void requireInMemory() throws ProblemException {
    StoreOpening.requireInMemory(sql.integer("PRAGMA page_count"), sql.integer("PRAGMA page_size"));
  }

  /**
   * A program of the same user may write the file while we run, so each transaction looks again.
   * Before anything is written, what SQLite remembers of the schema is read anew too: it might be
   * older than what now lies in the file.
   */
  private void requireOwnSchema(boolean write) throws SQLException, ProblemException {
    if (write) {
      execute(RELOAD_SCHEMA);
    }
    schema.require(sql);
  }

  private void rollback() {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // After a full disk or an I/O error SQLite has rolled back by itself and says that no
      // transaction is active. The failure that led here is the one to report.
      assert e.getErrorCode() != 0;
    }
  }

  private void execute(String command) throws SQLException {
    execute(connection, command);
  }

  private static Database opened(Path file, Schema schema, boolean wholeFile)
      throws ProblemException {
    @Nullable Connection connection = null;
    boolean ready = false;
    try {
      connection = Connections.open(file, false);
      StoreOpening opening = new StoreOpening(connection, schema);
      opening.check();
      StoreOpening.disarm(connection);
      if (wholeFile) {
        opening.checkWholeFile();
      }
      opening.makeDurable();
      Database database = new Database(file, connection, schema.applicationId(), opening.present());
      database.unfinished = opening.migrate(database) ? null : opening;
      ready = true;
      return database;
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    } finally {
      if (!ready && connection != null) {
        Connections.closeAfterFailure(connection);
      }
    }
  }

  static void execute(Connection connection, String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(command);
    }
  }
}
