package org.foresign.rehearsal.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.store.Database;
import org.foresign.store.Sql;
import org.foresign.store.SqliteNative;

/**
 * Start of a desk that holds 100,000 leaves: opening the database with its checks and reading every
 * leaf's row. Stretching the passphrase is apart; nothing is decrypted.
 */
final class StoreBench implements Bench {
  private static final String BARE = "xerial SQLite by plain JDBC: open, select the same columns";
  private static final String COLUMNS = "id, batch, leaf_index, lane, nonce, release_class, state";
  private static final int COLUMN_COUNT = 7;
  private static final int BATCHES = 100;
  private static final int LEAVES = 1_000;
  private static final long LEAVES_PER_NONCE = 6;

  /** r, s, parity and the tag. */
  private static final int SEALED = 64 + 1 + 16;

  private static final int WARM_UP = 3;
  private static final int ROUNDS = 9;

  private final SecureRandom random = new SecureRandom();

  @Override
  public Set<Measure> measures() {
    return EnumSet.of(Measure.STORE_LOAD, Measure.STORE_BIND);
  }

  @Override
  public List<BenchRow> run(Set<Measure> wanted)
      throws ProblemException, IOException, InterruptedException {
    List<BenchRow> rows = new ArrayList<>();
    Path folder = Files.createTempDirectory("foresign-bench");
    try {
      SqliteNative sqlite = SqliteNative.load();
      DeskHome.Machine machine =
          new DeskHome.Machine(sqlite, SecretAccess.grant(), random, Clock.systemUTC());
      Path home = folder.resolve("desk");
      fill(home, machine);
      List<Double> medians =
          Rounds.medians(
              WARM_UP,
              ROUNDS,
              List.of(() -> ours(home, machine), () -> bare(home.resolve("desk.db"))));
      rows.add(
          BenchRow.of(
              Measure.STORE_LOAD,
              medians.get(0) / medians.get(1),
              BARE,
              String.format(
                  Locale.ROOT,
                  "%.0f ms against %.0f ms for %,d leaves, warm, median of %d; the passphrase apart",
                  medians.get(0),
                  medians.get(1),
                  BATCHES * LEAVES,
                  ROUNDS)));
      if (wanted.contains(Measure.STORE_BIND)) {
        rows.add(bind(home, machine));
      }
      return rows;
    } finally {
      remove(folder);
    }
  }

  /**
   * Comparing all rows and indexes with their seal, as each opening with the passphrase does. An
   * open desk does so, too, once another connection has written, which is how it is timed here.
   */
  private static BenchRow bind(Path home, DeskHome.Machine machine)
      throws ProblemException, IOException, InterruptedException {
    try (Passphrase passphrase = passphrase();
        DeskHome opened = DeskHome.open(home, passphrase, machine)) {
      double median =
          Rounds.medians(WARM_UP, ROUNDS, List.of(() -> compare(opened, home.resolve("desk.db"))))
              .getFirst();
      return BenchRow.of(
          Measure.STORE_BIND,
          median / 1_000,
          null,
          String.format(
              Locale.ROOT,
              "%.0f ms for %,d leaves, warm, median of %d; heap in use %d MB",
              median,
              BATCHES * LEAVES,
              ROUNDS,
              used() >> 20));
    }
  }

  private static double compare(DeskHome opened, Path file) throws ProblemException, IOException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.executeUpdate("PRAGMA user_version=1");
    } catch (SQLException e) {
      throw new IOException("the file could not be touched", e);
    }
    long start = System.nanoTime();
    opened.database().read(sql -> sql.integer("SELECT 1"));
    return (System.nanoTime() - start) / 1e6;
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Milliseconds from the file to the list of leaves. */
  private static double ours(Path home, DeskHome.Machine machine) throws ProblemException {
    long start = System.nanoTime();
    Database database = DeskHome.openDatabase(home, machine.sqlite());
    long open = System.nanoTime() - start;
    database.close();
    try (Passphrase passphrase = passphrase();
        DeskHome opened = DeskHome.open(home, passphrase, machine);
        LeafStore leaves =
            new LeafStore(opened, Secp256k1.best(), machine.access(), machine.random())) {
      long before = System.nanoTime();
      List<HeldLeaf> all = leaves.all();
      long load = System.nanoTime() - before;
      requireAll(all.size());
      return (open + load) / 1e6;
    }
  }

  private static double bare(Path file) throws IOException {
    long start = System.nanoTime();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery("SELECT " + COLUMNS + " FROM leaf")) {
      List<long[]> all = new ArrayList<>();
      while (results.next()) {
        long[] row = new long[COLUMN_COUNT];
        for (int column = 0; column < COLUMN_COUNT; column++) {
          row[column] = results.getLong(column + 1);
        }
        all.add(row);
      }
      long time = System.nanoTime() - start;
      requireAll(all.size());
      return time / 1e6;
    } catch (SQLException e) {
      throw new IOException("the bare load failed", e);
    }
  }

  private static void requireAll(int found) {
    if (found != BATCHES * LEAVES) {
      throw new IllegalStateException(found + " leaves were read");
    }
  }

  private void fill(Path folder, DeskHome.Machine machine) throws ProblemException {
    try (Passphrase passphrase = passphrase();
        DeskHome home =
            DeskHome.create(folder, passphrase, true, Argon2Parameters.MINIMUM, machine)) {
      home.database()
          .update(sql -> {
            sql.updateOne(
                "INSERT INTO vault SELECT ?, digest, 1, 1, 1, NULL FROM identity_card LIMIT 1",
                bytes(16));
            long lane =
                sql.insert(
                    "INSERT INTO lane (family, reference, account_hash, sealed_account)"
                        + " VALUES (1, 560048, ?, ?)",
                    bytes(32),
                    bytes(49));
            for (int batch = 0; batch < BATCHES; batch++) {
              addBatch(sql, lane, batch);
            }
          });
    }
  }

  private void addBatch(Sql sql, long lane, int number) throws ProblemException {
    byte[] digest = bytes(32);
    sql.updateOne(
        "INSERT INTO batch SELECT ?, ?, instance, ?, 'imported', 0, ? FROM vault",
        bytes(16),
        digest,
        number + 1,
        bytes(400));
    long batch =
        sql.insert("INSERT INTO held_batch (digest, ceremony, review_by) VALUES (?, 1, 0)", digest);
    sql.bulk(
        "INSERT INTO leaf (batch, leaf_index, lane, nonce, release_class, state, signing_hash,"
            + " sealed_signature) VALUES (?, ?, ?, ?, ?, 'held', ?, ?)",
        rows -> {
          for (int leaf = 0; leaf < LEAVES; leaf++) {
            long nonce = number * (LEAVES / LEAVES_PER_NONCE) + leaf / LEAVES_PER_NONCE;
            ReleaseClass releaseClass =
                leaf % LEAVES_PER_NONCE < LEAVES_PER_NONCE / 2
                    ? ReleaseClass.SPEND
                    : ReleaseClass.CANCEL;
            rows.add(batch, leaf, lane, nonce, releaseClass.code(), bytes(32), bytes(SEALED));
          }
        });
  }

  private byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Passphrase passphrase() {
    return Passphrase.takeUtf8("only for measuring".getBytes(StandardCharsets.UTF_8));
  }

  private static void remove(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = new ArrayList<>(walk.toList());
    }
    for (Path path : paths.reversed()) {
      Files.deleteIfExists(path);
    }
  }
}
