package org.foresign.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program of the same user that writes bytes into the open file past SQLite, between two looks of
 * one transaction.
 */
class WrittenPastTest {
  private static final int ROWS = 4_000; // 4 MB: more than SQLite's cache holds if nobody says so
  private static final byte[] TRUE_WORD = "signed".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE_WORD = "hidden".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;
  private SqliteNative driver;
  private Path file;

  @BeforeEach
  void prepare() throws ProblemException {
    driver = SqliteNative.load();
    file = folder.resolve("home/test.db");
  }

  @Test
  void aReadUsesTheRowsThatItChecked() throws Exception {
    fill(ROWS, 1_000);
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.read(this::looksTwice);
    }
    requireWrittenPast();
  }

  @Test
  void aWriteUsesTheRowsThatItChecked() throws Exception {
    fill(ROWS, 1_000);
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.inTransaction(this::looksTwice);
    }
    requireWrittenPast();
  }

  @Test
  void aReadUsesTheLongValueThatItChecked() throws Exception {
    fill(1, 100_000); // SQLite reads the tail of such a value past its cache if it can
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.read(this::looksTwice);
    }
    requireWrittenPast();
  }

  @Test
  void aWriteUsesTheLongValueThatItChecked() throws Exception {
    fill(1, 100_000);
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.inTransaction(this::looksTwice);
    }
    requireWrittenPast();
  }

  @Test
  void whatWasWrittenBeforeIsStillSeenByTheNextTransactionOfAnotherWriter() throws Exception {
    fill(1, 60);
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.read(WrittenPastTest::bodies);
      try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
        other.createStatement().executeUpdate("INSERT INTO pair (number, side) VALUES (9, 0)");
      }
      assertThat((Long) database.read(sql -> sql.integer("SELECT count(*) FROM pair")))
          .isEqualTo(2);
    }
  }

  @Test
  void aReadLeavesNothingOnTheDisk() throws Exception {
    fill(1, 60);
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      byte[] before = Files.readAllBytes(file);
      database.read(WrittenPastTest::bodies);
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
      assertThat(Files.size(file.resolveSibling("test.db-wal"))).isZero();
    }
  }

  @Test
  void aFileThatDoesNotFitIntoMemoryIsRefused() throws Exception {
    fill(1, 60);
    int pages = (1 << 18) + 1;
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(pages * 4096L); // sparse: nothing of it is on the disk
      raw.seek(28); // "in-header database size", SQLite's file format, section 1.3
      raw.writeInt(pages);
    }
    DatabaseTest.assertProblem(
        StoreProblem.STORE_TOO_LARGE, () -> Database.open(file, TestSchema.ONE, driver).close());
  }

  private boolean looksTwice(Sql sql) throws ProblemException {
    sql.requireSound();
    requireAll(sql, "signed");
    writePast();
    requireAll(sql, "signed");
    return true;
  }

  private static void requireAll(Sql sql, String word) throws ProblemException {
    List<Bytes> bodies = bodies(sql);
    long with = bodies.stream().filter(body -> body.hex().contains(hex(word))).count();
    assertThat(with).as("rows with the word " + word).isEqualTo(bodies.size());
  }

  private static String hex(String word) {
    return Bytes.of(word.getBytes(StandardCharsets.US_ASCII)).hex();
  }

  private static List<Bytes> bodies(Sql sql) throws ProblemException {
    return sql.query("SELECT body FROM pair ORDER BY id", row -> row.blob(1));
  }

  private void fill(int rows, int length) throws ProblemException {
    byte[] body = new byte[length];
    System.arraycopy(TRUE_WORD, 0, body, length - 50, TRUE_WORD.length);
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.update(sql ->
          sql.bulk(
              "INSERT INTO pair (number, side, body) VALUES (?, 1, ?)",
              all -> {
                for (int i = 0; i < rows; i++) {
                  all.add(i, body);
                }
              }));
    }
  }

  /** Exchanges the word in every row, in the file itself. */
  private void writePast() {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int at = 0;
      for (int i = 0; i + TRUE_WORD.length <= bytes.length; i++) {
        if (Arrays.equals(bytes, i, i + TRUE_WORD.length, TRUE_WORD, 0, TRUE_WORD.length)) {
          System.arraycopy(FALSE_WORD, 0, bytes, i, FALSE_WORD.length);
          at++;
        }
      }
      assertThat(at).isPositive();
      Files.write(file, bytes, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The plant reached the file: who opens it anew reads the other word. */
  private void requireWrittenPast() throws ProblemException {
    try (Database database = Database.open(file, TestSchema.ONE, driver)) {
      database.read(sql -> {
        requireAll(sql, "hidden");
        return true;
      });
    }
  }
}
