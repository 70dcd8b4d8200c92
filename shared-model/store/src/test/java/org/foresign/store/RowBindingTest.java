package org.foresign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foresign.store.DatabaseTest.assertProblem;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.foresign.codec.Bytes;
import org.foresign.crypto.HkdfSha256;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who can write the file, without the key, does with single rows. */
class RowBindingTest {
  private static final Schema SCHEMA = Schema.of(0x46535432, RowBindingTest.class, "V1__bound.sql");
  private static final Schema NEXT =
      Schema.of(0x46535432, RowBindingTest.class, "V1__bound.sql", "V2__column.sql");
  private static final String INSERT = "INSERT INTO thing (name, amount, body) VALUES (?, ?, ?)";
  private static final String ON_PURPOSE = "broken off on purpose";
  private static final byte[] KEY =
      "a store key of exactly 32 bytes.".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path folder;
  private final SecretAccess access = SecretAccess.grant();
  private SqliteNative driver;
  private Path file;

  @BeforeEach
  void make() throws Exception {
    driver = SqliteNative.load();
    file = folder.resolve("home/test.db");
    make(file);
  }

  private void make(Path path) throws ProblemException {
    try (Database database = Database.open(path, SCHEMA, driver)) {
      database.bindNew(rows());
      database.update(sql -> {
        sql.updateOne(INSERT, "one ether", 1, Bytes.of(new byte[] {1}));
        sql.updateOne(INSERT, "much ether", 500, null);
        sql.updateOne("INSERT INTO tag (thing, word) VALUES (?, ?)", Bytes.of(new byte[] {7}), "x");
      });
    }
  }

  private Sealer sealer() {
    return new Sealer(SecretBytes.take(KEY.clone()), access, new SecureRandom());
  }

  private RowBinding rows() {
    try (Sealer sealer = sealer()) {
      return sealer.rows();
    }
  }

  private Database open(Path path) throws ProblemException {
    Database database = Database.open(path, SCHEMA, driver);
    boolean bound = false;
    try {
      database.bind(rows());
      bound = true;
      return database;
    } finally {
      if (!bound) {
        database.close();
      }
    }
  }

  private void plant(String statements) throws SQLException {
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = raw.createStatement()) {
      statement.executeUpdate(statements);
    }
  }

  @Test
  void whatAMigrationChangesIsSealedWithIt() throws Exception {
    for (int time = 0; time < 2; time++) {
      int expected = 5 + time;
      try (Database database = Database.open(file, NEXT, driver)) {
        database.bind(rows());
        long most = database.read(sql -> sql.integer("SELECT max(amount) FROM thing"));
        assertThat(most).isEqualTo(500);
        database.update(
            sql -> sql.updateOne("UPDATE thing SET note = ? WHERE id = 1", "n" + expected));
        List<Optional<String>> notes =
            database.read(
                sql -> sql.query("SELECT note FROM thing ORDER BY id", row -> row.optionalText(1)));
        assertThat(notes).containsExactly(Optional.of("n" + expected), Optional.empty());
      }
    }
    assertProblem(StoreProblem.STORE_NEWER, () -> open(file));
    plant("UPDATE thing SET note = 'x' WHERE id = 2");
    try (Database database = Database.open(file, NEXT, driver)) {
      assertProblem(StoreProblem.STORE_ROWS_CHANGED, () -> database.bind(rows()));
    }
  }

  @Test
  void rowsOfOthersAreNotSealedByAMigration() throws Exception {
    plant("UPDATE thing SET amount = 501 - amount");
    for (int time = 0; time < 2; time++) {
      try (Database database = Database.open(file, NEXT, driver)) {
        assertProblem(StoreProblem.STORE_ROWS_CHANGED, () -> database.bind(rows()));
      }
    }
    plant("UPDATE thing SET amount = 501 - amount");
    open(file).close(); // nothing of the step was kept
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE thing SET amount = 2 WHERE id = 1",
        "UPDATE thing SET amount = 501 - amount",
        "UPDATE thing SET amount = NULL WHERE id = 1",
        "UPDATE thing SET name = 'One ether' WHERE id = 1",
        "UPDATE thing SET body = x'0100' WHERE id = 1",
        "UPDATE thing SET body = zeroblob(0) WHERE id = 2",
        "UPDATE thing SET id = 3 WHERE id = 1",
        "UPDATE thing SET id = -id; UPDATE thing SET id = 3 + id",
        "DELETE FROM thing WHERE id = 2",
        "DELETE FROM thing",
        "INSERT INTO thing (name) VALUES ('more')",
        "INSERT INTO tag (thing, word) SELECT thing, 'y' FROM tag",
        "DELETE FROM thing; INSERT INTO tag (thing, word) VALUES (x'01', 'one ether')",
        "DELETE FROM row_seal",
        "UPDATE row_seal SET sealed_sum = zeroblob(61)",
        "DELETE FROM row_seal; DELETE FROM thing; DELETE FROM tag"
      })
  void refusesRowsThatItDidNotWrite(String planted) throws Exception {
    open(file).close();
    plant(planted);
    StoreProblem code =
        planted.contains("zeroblob(61)")
            ? StoreProblem.STORE_SEAL_BROKEN
            : StoreProblem.STORE_ROWS_CHANGED;
    assertProblem(code, () -> open(file));
  }

  @Test
  void refusesARowThatIsSetBackWithOrWithoutItsSeal() throws Exception {
    String old = copyOfSeal();
    try (Database database = open(file)) {
      database.update(sql -> sql.updateOne("UPDATE thing SET amount = 0 WHERE id = 1"));
      database.update(sql -> sql.updateOne("UPDATE tag SET word = 'z'"));
    }
    plant("UPDATE row_seal SET sealed_sum = x'" + old + "'");
    assertProblem(StoreProblem.STORE_ROWS_CHANGED, () -> open(file));
    plant("UPDATE thing SET amount = 1 WHERE id = 1");
    assertProblem(StoreProblem.STORE_ROWS_CHANGED, () -> open(file));
    // The limit of it: with every row as it was, this is the older file.
    plant("UPDATE tag SET word = 'x'");
    open(file).close();
  }

  private String copyOfSeal() throws SQLException {
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = raw.createStatement();
        var found = statement.executeQuery("SELECT hex(sealed_sum) FROM row_seal")) {
      return found.getString(1);
    }
  }

  @Test
  void looksAgainOnceSomebodyElseHasWritten() throws Exception {
    try (Database database = open(file)) {
      plant("UPDATE thing SET amount = 2 WHERE id = 1");
      assertProblem(
          StoreProblem.STORE_ROWS_CHANGED,
          () -> database.read(sql -> sql.integer("SELECT amount FROM thing WHERE id = 1")));
      assertProblem(
          StoreProblem.STORE_ROWS_CHANGED,
          () -> database.update(sql -> sql.updateOne("UPDATE thing SET amount = 3 WHERE id = 2")));
      plant("UPDATE thing SET amount = 1 WHERE id = 1");
      assertThat(database.<Long>read(sql -> sql.integer("SELECT amount FROM thing WHERE id = 1")))
          .isEqualTo(1);
    }
    open(file).close();
  }

  @Test
  void refusesToBindNewWhatHasRows() throws Exception {
    plant("DELETE FROM row_seal");
    try (Database database = Database.open(file, SCHEMA, driver)) {
      assertProblem(StoreProblem.STORE_ROWS_CHANGED, () -> database.bindNew(rows()));
    }
  }

  @Test
  void keepsTheSealThroughWhatTransactionsDo() throws Exception {
    Seeds.check(
        12,
        random -> {
          Path path = folder.resolve("case" + random.nextLong() + "/test.db");
          make(path);
          try (Database database = open(path)) {
            for (int i = 0; i < 25; i++) {
              try {
                database.update(sql -> act(sql, random));
              } catch (ProblemException e) { // undone as a whole, which the seal must have seen too
                assertThat(e.problem().code()).isEqualTo(StoreProblem.STORE_CONFLICT);
              } catch (IllegalStateException e) {
                assertThat(e).hasMessage(ON_PURPOSE);
              }
            }
          }
          open(path).close();
        });
  }

  private static void act(Sql sql, SplittableRandom random) throws ProblemException {
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      String name = "n" + random.nextInt(8);
      switch (random.nextInt(9)) {
        case 0 -> sql.update("INSERT OR IGNORE INTO thing (name) VALUES (?)", name);
        case 1 ->
            sql.update(
                "INSERT INTO thing (name, amount) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET"
                    + " amount = amount + 1",
                name);
        case 2 -> sql.update("UPDATE thing SET amount = ? WHERE id > 1", random.nextLong());
        case 3 -> sql.update("DELETE FROM thing WHERE name = ?", name);
        case 4 -> sql.update("UPDATE tag SET word = ?", name);
        case 5 -> sql.updateOne(INSERT, name, 1, null); // fails where the name is there
        case 6 ->
            sql.bulk(
                "INSERT INTO tag (thing, word) VALUES (?, ?) ON CONFLICT DO NOTHING",
                rows -> {
                  for (int row = 0; row < 40; row++) {
                    rows.add(Bytes.of(new byte[] {(byte) random.nextInt(50)}), name);
                  }
                });
        case 7 -> sql.update("UPDATE thing SET name = 'one' WHERE id < 4"); // fails half way
        default -> throw new IllegalStateException(ON_PURPOSE);
      }
    }
  }

  /** Put together here from the words of the page alone. */
  @Test
  void isTheSumThatTheSpecSays() throws Exception {
    byte[] key =
        HkdfSha256.derive(
            KEY, new byte[0], "foresign/row-key/v1\0".getBytes(StandardCharsets.US_ASCII), 32);
    BigInteger sum =
        code(key, "thing", 1L, "one ether", 1L, new byte[] {1})
            .add(code(key, "thing", 2L, "much ether", 500L, null))
            .add(code(key, "tag", new byte[] {7}, "x"))
            .mod(BigInteger.ONE.shiftLeft(256));
    try (Sealer sealer = sealer();
        SealedColumn seals = sealer.column("row_seal", "sealed_sum")) {
      byte[] opened = seals.open(SealedColumn.row(1), Bytes.parseHex(copyOfSeal()));
      assertThat(new BigInteger(1, opened)).isEqualTo(sum);
    }
  }

  private static BigInteger code(byte[] key, String table, Object... values) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBytes("foresign/row/v1\0");
    out.writeByte(table.length());
    out.writeBytes(table);
    for (Object value : values) {
      write(out, value);
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return new BigInteger(1, mac.doFinal(bytes.toByteArray()));
  }

  private static void write(DataOutputStream out, Object value) throws IOException {
    switch (value) {
      case null -> out.writeByte(0);
      case Long number -> {
        out.writeByte(1);
        out.writeLong(number);
      }
      case String text -> {
        out.writeByte(2);
        out.writeLong(text.getBytes(StandardCharsets.UTF_8).length);
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      case byte[] blob -> {
        out.writeByte(3);
        out.writeLong(blob.length);
        out.write(blob);
      }
      default -> throw new IllegalArgumentException("no value of a column");
    }
  }

  @Test
  void anOlderCopyOfTheWholeFileIsNotNoticedHere() throws Exception {
    Path copy = Files.copy(file, folder.resolve("copy.db"));
    try (Database database = open(file)) {
      database.update(sql -> sql.updateOne("UPDATE thing SET amount = 0 WHERE id = 1"));
    }
    Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
    open(file).close();
  }
}
