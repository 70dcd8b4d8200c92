package org.foresign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedColumnTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] VALUE = "the seed of a vault".getBytes(StandardCharsets.UTF_8);

  private final SecretAccess access = SecretAccess.grant();

  @Test
  void opensWhatAnotherImplementationSealed() throws Exception {
    List<String> vectors = vectors("vectors.txt");
    assertThat(vectors).hasSize(3);
    for (String line : vectors) {
      String[] field = line.split(" ");
      try (Sealer sealer = sealer(HEX.parseHex(field[0]));
          SealedColumn column = sealer.column(field[1], field[2])) {
        Bytes row = Bytes.parseHex(field[3]);
        byte[] plaintext = field[4].equals("-") ? new byte[0] : HEX.parseHex(field[4]);
        assertThat(column.open(row, Bytes.parseHex(field[5]))).isEqualTo(plaintext);
        assertThat(column.open(row, column.seal(row, plaintext))).isEqualTo(plaintext);
      }
    }
  }

  @Test
  void hashesForLookUpAsAnotherImplementationDoes() throws Exception {
    List<String> vectors = vectors("lookup.txt");
    assertThat(vectors).hasSize(3);
    for (String line : vectors) {
      String[] field = line.split(" ");
      try (Sealer sealer = sealer(HEX.parseHex(field[0]))) {
        Bytes value = field[2].equals("-") ? Bytes.EMPTY : Bytes.parseHex(field[2]);
        assertThat(sealer.lookup(field[1], value).hex()).isEqualTo(field[3]);
        assertThat(sealer.lookup(field[1] + "s", value).hex()).isNotEqualTo(field[3]);
      }
    }
  }

  @Test
  void refusesEveryDamage() {
    try (Sealer sealer = sealer(new byte[32]);
        SealedColumn column = sealer.column("key", "seed")) {
      Bytes row = SealedColumn.row(7);
      byte[] good = column.seal(row, VALUE).toArray();
      Mutator.of(
              good,
              bytes -> column.open(row, Bytes.of(bytes)),
              value -> good,
              ProblemException.class)
          .assertRejects();
    }
  }

  @Test
  void refusesAValueThatWasMovedOrBelongsToAnotherKey() {
    byte[] other = new byte[32];
    other[31] = 1;
    try (Sealer sealer = sealer(new byte[32]);
        Sealer stranger = sealer(other);
        SealedColumn column = sealer.column("key", "seed")) {
      Bytes row = SealedColumn.row(7);
      Bytes sealed = column.seal(row, VALUE);
      assertRefused(column, SealedColumn.row(8), sealed);
      assertRefused(sealer.column("key", "note"), row, sealed);
      assertRefused(sealer.column("keys", "seed"), row, sealed);
      assertRefused(sealer.column("keyseed", "x"), row, sealed);
      assertRefused(stranger.column("key", "seed"), row, sealed);
    }
  }

  @Test
  void sealsTheSameValueDifferentlyEachTime() {
    try (Sealer sealer = sealer(new byte[32]);
        SealedColumn column = sealer.column("key", "seed")) {
      assertThat(column.seal(SealedColumn.row(1), VALUE))
          .isNotEqualTo(column.seal(SealedColumn.row(1), VALUE));
    }
  }

  @Test
  void leavesNothingReadableInTheFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("home/t.db");
    try (Sealer sealer = sealer(new byte[32]);
        SealedColumn column = sealer.column("pair", "body");
        Database database = Database.open(file, TestSchema.ONE, SqliteNative.load())) {
      Bytes row = SealedColumn.row(1);
      database.update(sql ->
          sql.updateOne(
              "INSERT INTO pair (id, number, side, body) VALUES (1, 1, 0, ?)",
              column.seal(row, VALUE)));
      List<Bytes> stored = database.read(sql -> sql.query("SELECT body FROM pair", r -> r.blob(1)));
      assertThat(column.open(row, stored.getFirst())).isEqualTo(VALUE);
      try (SecretBytes secret = column.openSecret(row, stored.getFirst())) {
        assertThat(secret.size()).isEqualTo(VALUE.length);
      }
      try (var files = Files.list(file.getParent())) {
        for (Path one : files.toList()) {
          assertThat(new String(Files.readAllBytes(one), StandardCharsets.ISO_8859_1))
              .doesNotContain("seed of a vault");
        }
      }
    }
  }

  @Test
  void hasNoUseForAClosedKey() {
    try (Sealer sealer = sealer(new byte[32])) {
      SealedColumn column = sealer.column("key", "seed");
      column.close();
      assertThatThrownBy(() -> column.seal(SealedColumn.row(1), VALUE))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private Sealer sealer(byte[] key) {
    return new Sealer(SecretBytes.copyOf(key), access, new SecureRandom());
  }

  private static void assertRefused(SealedColumn column, Bytes row, Bytes sealed) {
    try (column) {
      DatabaseTest.assertProblem(StoreProblem.STORE_SEAL_BROKEN, () -> column.open(row, sealed));
    }
  }

  private static List<String> vectors(String file) throws IOException {
    try (InputStream in =
        SealedColumnTest.class.getResourceAsStream("/vectors/sealed-value/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }
}
