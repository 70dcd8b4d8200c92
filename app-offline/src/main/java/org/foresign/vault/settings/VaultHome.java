package org.foresign.vault.settings;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Database;
import org.foresign.store.HomeLock;
import org.foresign.store.Schema;
import org.foresign.store.SqliteNative;

/**
 * A vault's home folder, held by this process alone: one SQLite file in which every secret is
 * sealed by ourselves.
 */
public final class VaultHome implements AutoCloseable {
  /** ASCII "FoVa". */
  private static final int APPLICATION_ID = 0x466f5661;

  private static final String FILE = "vault.sqlite";

  private final Path folder;
  private final HomeLock lock;
  private final Database database;

  private VaultHome(Path folder, HomeLock lock, Database database) {
    this.folder = folder;
    this.lock = lock;
    this.database = database;
  }

  /**
   * Opens the folder of an existing vault.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_NOT_THERE} or a store problem
   */
  public static VaultHome open(Path folder, SqliteNative driver, Instant now)
      throws ProblemException {
    if (!Files.isRegularFile(folder.resolve(FILE), LinkOption.NOFOLLOW_LINKS)) {
      throw Problem.of(VaultProblem.VAULT_NOT_THERE, folder.toString()).asException();
    }
    VaultHome home = take(folder, driver, now);
    boolean whole = false;
    try {
      if (!home.hasVault()) {
        throw Problem.of(VaultProblem.VAULT_NOT_THERE, folder.toString()).asException();
      }
      whole = true;
      return home;
    } finally {
      if (!whole) {
        home.close();
      }
    }
  }

  /**
   * Prepares the folder of a vault to be made.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_EXISTS} or a store problem
   */
  public static VaultHome prepare(Path folder, SqliteNative driver, Instant now)
      throws ProblemException {
    VaultHome home = take(folder, driver, now);
    boolean empty = false;
    try {
      if (home.hasVault()) {
        throw Problem.of(VaultProblem.VAULT_EXISTS, folder.toString()).asException();
      }
      empty = true;
      return home;
    } finally {
      if (!empty) {
        home.close();
      }
    }
  }

  public Path folder() {
    return folder;
  }

  public Database database() {
    return database;
  }

  /**
   * The vault's fixed facts.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_CARD_BROKEN} or a store problem
   */
  public VaultFacts facts() throws ProblemException {
    return database.read(VaultRow::facts);
  }

  @Override
  public void close() throws ProblemException {
    try {
      database.close();
    } finally {
      lock.close();
    }
  }

  private boolean hasVault() throws ProblemException {
    return database.read(VaultRow::isThere);
  }

  private static VaultHome take(Path folder, SqliteNative driver, Instant now)
      throws ProblemException {
    HomeLock lock = HomeLock.take(folder, "vault", now);
    boolean opened = false;
    try {
      Schema schema = Schema.of(APPLICATION_ID, VaultHome.class, "V1__vault.sql");
      Database database = Database.open(folder.resolve(FILE), schema, driver);
      opened = true;
      return new VaultHome(folder, lock, database);
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }
}
