package org.foresign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Skips;
import org.foresign.testkit.TinyDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  private static final String INSERT = "INSERT INTO pair (number, side, note) VALUES (?, ?, ?)";

  @TempDir private Path folder;
  private SqliteNative driver;
  private Path file;

  @BeforeEach
  void loadDriver() throws ProblemException {
    driver = SqliteNative.load();
    file = folder.resolve("home/test.db");
  }

  @Test
  void keepsWhatATransactionWrote() throws ProblemException {
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      long id =
          database.inTransaction(sql ->
              sql.insert(
                  "INSERT INTO pair (number, side, body) VALUES (7, 1, ?)",
                  Bytes.of((byte) 1, (byte) 2)));
      assertThat(id).isEqualTo(1);
    }
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      assertThat(
              (Optional<Bytes>)
                  database.read(sql ->
                      sql.one(
                          "SELECT number, side, note, body FROM pair WHERE number = ?",
                          row -> {
                            assertThat(row.integer(1)).isEqualTo(7);
                            assertThat(row.flag(2)).isTrue();
                            assertThat(row.optionalText(3)).isEmpty();
                            assertThat(row.optionalInteger(3)).isEqualTo(OptionalLong.empty());
                            return row.blob(4);
                          },
                          7)))
          .isEqualTo(Optional.of(Bytes.of((byte) 1, (byte) 2)));
    }
  }

  @Test
  void keepsNothingOfATransactionThatThrows() throws ProblemException {
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      assertThatThrownBy(() ->
              database.update(sql -> {
                sql.updateOne(INSERT, 1, 0, "first");
                throw new IllegalStateException("a bug");
              }))
          .hasMessage("a bug");
      assertProblem(
          StoreProblem.STORE_CONFLICT,
          () ->
              database.update(sql -> {
                sql.updateOne(INSERT, 1, 0, "first");
                sql.updateOne(INSERT, 1, 0, "again");
              }));
      assertThat(count(database)).isZero();
      database.update(sql -> sql.updateOne(INSERT, 1, 0, "at last"));
      assertThat(count(database)).isEqualTo(1);
    }
  }

  @Test
  void bindsHostileTextAsText() throws ProblemException {
    String hostile = "'); DROP TABLE pair; --";
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.update(sql -> sql.updateOne(INSERT, 1, 0, hostile));
      assertThat(
              (List<String>)
                  database.read(sql -> sql.query("SELECT note FROM pair", row -> row.text(1))))
          .containsExactly(hostile);
    }
  }

  @Test
  void refusesToWriteInAReadAndToNest() throws ProblemException {
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      assertThatThrownBy(() -> database.read(sql -> sql.update(INSERT, 1, 0, null)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> database.read(sql -> count(database)))
          .hasMessageContaining("do not nest");
      Sql kept = database.read(sql -> sql);
      assertThatThrownBy(() -> kept.integer("SELECT 1")).hasMessageContaining("outside");
      assertThat(count(database)).isZero();
    }
  }

  @Test
  void runsTheSameQueryInsideItself() throws ProblemException {
    String all = "SELECT side FROM pair ORDER BY side";
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.update(sql -> {
        sql.updateOne(INSERT, 1, 0, null);
        sql.updateOne(INSERT, 1, 1, null);
      });
      List<Integer> seen =
          database.read(sql ->
              sql.query(all, row -> sql.query(all, inner -> inner.smallInteger(1))).stream()
                  .flatMap(List::stream)
                  .toList());
      assertThat(seen).containsExactly(0, 1, 0, 1);
    }
  }

  @Test
  void letsThreadsTakeTurns() throws Exception {
    try (Database database = Database.open(file, TestSchema.ONE, driver);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> done =
          IntStream.range(0, 40)
              .<Future<?>>mapToObj(i ->
                  threads.submit(() -> {
                    database.update(sql -> {
                      long number = sql.integer("SELECT count(*) FROM pair");
                      sql.updateOne(INSERT, number, i % 2, null);
                    });
                    return i;
                  }))
              .toList();
      for (Future<?> one : done) {
        one.get();
      }
      assertThat(
              (Long) database.read(sql -> sql.integer("SELECT count(DISTINCT number) FROM pair")))
          .isEqualTo(40);
    }
  }

  @Test
  void setsWhatDurabilityRestsOn() throws ProblemException {
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      assertThat(
              (List<String>)
                  database.read(sql ->
                      List.of(
                          sql.query("PRAGMA journal_mode", row -> row.text(1)).getFirst(),
                          sql.query("PRAGMA synchronous", row -> row.text(1)).getFirst(),
                          sql.query("PRAGMA foreign_keys", row -> row.text(1)).getFirst(),
                          sql.query("PRAGMA application_id", row -> row.text(1)).getFirst(),
                          sql.query("PRAGMA user_version", row -> row.text(1)).getFirst())))
          .containsExactly("wal", "2", "1", String.valueOf(0x46535431), "1");
    }
  }

  @Test
  void bringsAnOlderSchemaUpToDateAndRefusesANewer() throws ProblemException {
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.update(sql -> sql.updateOne(INSERT, 1, 0, "old"));
    }
    try (Database database = Database.open(file, TestSchema.TWO, driver)) {
      database.update(sql ->
          sql.bulk(
              "INSERT INTO six VALUES (?,?,?,?,?,?)", rows -> rows.addIntegers(1, 2, 3, 4, 5, 6)));
      assertThat(count(database)).isEqualTo(1);
    }
    assertProblem(StoreProblem.STORE_NEWER, () -> Database.open(file, TestSchema.ONE, driver));
  }

  @Test
  void leavesTheOldSchemaWhenAStepFails() throws ProblemException {
    Database.open(file, TestSchema.ONE, driver).close();
    Schema broken =
        new Schema(
            TestSchema.ONE.applicationId(),
            List.of(
                TestSchema.ONE.migrations().getFirst(),
                new Migration(2, "half", "CREATE TABLE half (a INTEGER) STRICT;"),
                new Migration(3, "wrong", "INSERT INTO nowhere VALUES (1);")));
    assertThatThrownBy(() -> Database.open(file, broken, driver))
        .isInstanceOf(IllegalStateException.class);
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      assertThat(
              (Long)
                  database.read(
                      sql -> sql.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'half'")))
          .isZero();
    }
  }

  /** Not as if somebody had written into it: its tables are those that its own steps made. */
  @Test
  void refusesTheHomeOfAnotherBuildAsSuch() throws ProblemException {
    Schema other =
        new Schema(
            TestSchema.ONE.applicationId(),
            List.of(
                new Migration(1, "pairs", "CREATE TABLE pair (other TEXT PRIMARY KEY) STRICT;")));
    Database.open(file, other, driver).close();
    assertProblem(
        StoreProblem.STORE_SCHEMA_CHANGED, () -> Database.open(file, TestSchema.ONE, driver));
  }

  @Test
  void refusesASchemaWhoseStepsWereChanged() throws ProblemException {
    Database.open(file, TestSchema.ONE, driver).close();
    Schema edited =
        new Schema(
            TestSchema.ONE.applicationId(),
            List.of(
                new Migration(
                    1,
                    "pairs",
                    TestSchema.ONE.migrations().getFirst().statements() + "-- edited")));
    assertProblem(StoreProblem.STORE_SCHEMA_CHANGED, () -> Database.open(file, edited, driver));
  }

  @Test
  void refusesADatabaseOfAnotherProgram() throws Exception {
    Files.createDirectories(file.getParent());
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      other.createStatement().executeUpdate("CREATE TABLE theirs (a)");
    }
    byte[] before = Files.readAllBytes(file);
    assertProblem(StoreProblem.STORE_FOREIGN, () -> Database.open(file, TestSchema.ONE, driver));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void refusesADamagedFile() throws Exception {
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.update(sql ->
          sql.bulk(
              INSERT,
              rows -> {
                for (int i = 0; i < 2_000; i++) {
                  rows.add(i, 0, "note " + i);
                }
              }));
    }
    byte[] good = Files.readAllBytes(file);
    byte[] bad = good.clone();
    for (int i = 4096; i < bad.length; i++) {
      bad[i] = (byte) (i * 31);
    }
    Files.write(file, bad);
    assertProblem(StoreProblem.STORE_CORRUPT, () -> Database.open(file, TestSchema.ONE, driver));
    Files.writeString(
        file, "this is a text file, long enough to have the header of a database ".repeat(9));
    assertProblem(StoreProblem.STORE_CORRUPT, () -> Database.open(file, TestSchema.ONE, driver));
    Files.write(file, good);
    Database.open(file, TestSchema.ONE, driver).close();
  }

  @Test
  void findsDamageLaterWhereItDoesNotLookAtOpening() throws Exception {
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.update(sql ->
          sql.bulk(
              INSERT,
              rows -> {
                for (int i = 0; i < 2_000; i++) {
                  rows.add(i, 0, "note " + i);
                }
              }));
      database.verify();
    }
    byte[] bad = Files.readAllBytes(file);
    for (int i = bad.length / 2; i < bad.length; i++) {
      bad[i] = (byte) (i * 31);
    }
    Files.write(file, bad);
    try (Database database =
        Database.open(file, TestSchema.ONE, driver, IntegrityCheck.AFTER_CRASH)) {
      assertProblem(StoreProblem.STORE_CORRUPT, database::verify);
      assertProblem(
          StoreProblem.STORE_CORRUPT,
          () -> database.read(sql -> sql.query("SELECT note FROM pair", row -> row.text(1))));
    }
    Files.write(file.resolveSibling("test.db-wal"), new byte[0]);
    assertProblem(
        StoreProblem.STORE_CORRUPT,
        () -> Database.open(file, TestSchema.ONE, driver, IntegrityCheck.AFTER_CRASH));
  }

  @Test
  void refusesALinkInPlaceOfTheFile() throws Exception {
    Path elsewhere = folder.resolve("elsewhere.db");
    Database.open(elsewhere, TestSchema.ONE, driver).close();
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, elsewhere);
    assertProblem(StoreProblem.STORE_NOT_A_FILE, () -> Database.open(file, TestSchema.ONE, driver));
  }

  @Test
  void keepsFolderAndFilesForTheOwnerAlone() throws Exception {
    Skips.unlessLinux();
    Files.createDirectories(file.getParent());
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.update(sql -> sql.updateOne(INSERT, 1, 0, null));
      assertThat(mode(file.getParent())).isEqualTo("rwx------");
      try (var files = Files.list(file.getParent())) {
        assertThat(files.toList())
            .hasSize(3)
            .allSatisfy(f -> assertThat(mode(f)).isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void readsWithoutChangingAnything() throws Exception {
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.update(sql -> sql.updateOne(INSERT, 1, 0, null));
      assertThatThrownBy(() -> database.read(sql -> sql.update(INSERT, 2, 0, null)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(count(database)).isEqualTo(1);
    }
  }

  @Test
  void saysThatTheDiskIsFullAndLosesNothing() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    try (TinyDisk disk = TinyDisk.mount(mount, 1024);
        Database database = Database.open(disk.folder().resolve("t.db"), TestSchema.ONE, driver)) {
      database.update(sql -> sql.updateOne(INSERT, 0, 0, "before"));
      assertProblem(
          StoreProblem.STORE_DISK_FULL,
          () ->
              database.update(sql ->
                  sql.bulk(
                      INSERT,
                      rows -> {
                        for (int i = 1; i < 100_000; i++) {
                          rows.add(i, 0, "x".repeat(200));
                        }
                      })));
      assertThat(count(database)).isEqualTo(1);
    }
  }

  @Test
  void saysThatTheDiskIsReadOnly() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    try (TinyDisk disk = TinyDisk.mount(mount, 4096)) {
      Path inside = disk.folder().resolve("home/t.db");
      Database.open(inside, TestSchema.ONE, driver).close();
      disk.makeReadOnly();
      assertProblem(
          StoreProblem.STORE_READ_ONLY, () -> Database.open(inside, TestSchema.ONE, driver));
      assertProblem(
          StoreProblem.STORE_FOLDER_MISSING,
          () -> Database.open(disk.folder().resolve("new/t.db"), TestSchema.ONE, driver));
    }
  }

  private static long count(Database database) throws ProblemException {
    return database.read(sql -> sql.integer("SELECT count(*) FROM pair"));
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static void assertProblem(StoreProblem expected, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(expected));
  }
}
