package org.foresign.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.crypto.ConstantTime;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.HmacSha256;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.jspecify.annotations.Nullable;

/**
 * Binds all rows of a database to each other (docs/spec/row-binding.md): each row has a code under
 * a key that hangs on the store key, and the sum of all codes lies sealed in the database. Whoever
 * changes, adds, removes or sets back rows without the key does not get the sum right. What our own
 * transactions change is taken over into the sum before they are committed.
 *
 * <p>Owns its keys and wipes them at close. Used on the database's turn only.
 */
public final class RowBinding implements AutoCloseable {
  static final String TABLE = "row_seal";
  static final String COLUMN = "sealed_sum";

  private static final long NEVER = -1;
  private static final Bytes SEAL_ROW = SealedColumn.row(1);

  private final SecretBytes key;
  private final SecretAccess access;
  private final SealedColumn seals;
  private final Set<Place> changed = new LinkedHashSet<>();
  private List<String> tables = List.of();
  private long version = NEVER;

  private record Place(String table, long row) {}

  /** Reads rows as they were before the running transaction. */
  @FunctionalInterface
  interface Before {
    void read(Database.Action action) throws ProblemException;
  }

  RowBinding(SecretBytes key, SecretAccess access, SealedColumn seals) {
    this.key = key;
    this.access = access;
    this.seals = seals;
  }

  /** Hears of each row that a statement of ours changes. */
  void noteChange(String table, long row) {
    if (!table.equals(TABLE)) {
      changed.add(new Place(table, row));
    }
  }

  void forgetChanges() {
    changed.clear();
  }

  /** Seals the sum of a database that has no rows yet; what has some is none of ours. */
  void begin(Sql sql) throws ProblemException {
    tables = tables(sql);
    byte[] none = new RowSum().bytes();
    if (!ConstantTime.equals(sum(sql).bytes(), none)) {
      throw changedByOthers();
    }
    write(sql, none);
  }

  /**
   * Compares all rows with the seal, and all indexes with the rows, unless nobody else has written
   * since that was done. The sum walks over tables; what a query finds by an index is a row only
   * once no index leaves one out.
   *
   * @throws ProblemException with {@link StoreProblem#STORE_ROWS_CHANGED} or {@link
   *     StoreProblem#STORE_CORRUPT}
   */
  void requireOwn(Sql sql) throws ProblemException {
    long now = version(sql);
    if (now == version) {
      return;
    }
    version = NEVER;
    sql.requireSound();
    tables = tables(sql);
    if (!ConstantTime.equals(sum(sql).bytes(), sealed(sql))) {
      throw changedByOthers();
    }
    version = now;
  }

  /** Seals all rows as they are by now, after steps of ours that may have changed any of them. */
  void sealAnew(Sql sql) throws ProblemException {
    tables = tables(sql);
    write(sql, sum(sql).bytes());
    changed.clear();
  }

  /** Takes the changes of the running transaction over into the sum. */
  void settle(Sql sql, Before before) throws ProblemException {
    if (changed.isEmpty()) {
      return;
    }
    RowSum sum = RowSum.of(sealed(sql));
    HmacSha256 codes = codes();
    before.read(old -> {
      for (Place place : changed) {
        byte @Nullable [] was = code(old, place, codes);
        if (was != null) {
          sum.subtract(was);
        }
      }
    });
    for (Place place : changed) {
      byte @Nullable [] is = code(sql, place, codes);
      if (is != null) {
        sum.add(is);
      }
    }
    write(sql, sum.bytes());
    changed.clear();
  }

  private HmacSha256 codes() {
    return key.use(access, HmacSha256::new);
  }

  private RowSum sum(Sql sql) throws ProblemException {
    HmacSha256 codes = codes();
    RowSum sum = new RowSum();
    for (String table : tables) {
      byte[] start = start(table);
      sql.forEach("SELECT * FROM " + table, row -> sum.add(codes.of(start, row.content())));
    }
    return sum;
  }

  private static byte @Nullable [] code(Sql sql, Place place, HmacSha256 codes)
      throws ProblemException {
    byte[] start = start(place.table());
    return sql.one(
            "SELECT * FROM " + place.table() + " WHERE rowid = ?",
            row -> codes.of(start, row.content()),
            place.row())
        .orElse(null);
  }

  private static byte[] start(String table) {
    byte[] name = table.getBytes(StandardCharsets.UTF_8);
    byte[] tag = DomainTag.of("row");
    return ByteBuffer.allocate(tag.length + 1 + name.length)
        .put(tag)
        .put((byte) name.length)
        .put(name)
        .array();
  }

  /** Every table of ours but that of the seal, and that of the steps, which is compared apart. */
  private static List<String> tables(Sql sql) throws ProblemException {
    List<String> tables =
        sql.query(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                + " AND name NOT IN ('"
                + TABLE
                + "', '"
                + OwnSchema.HISTORY_TABLE
                + "') ORDER BY name",
            row -> row.text(1));
    long withoutNumbers =
        sql.integer(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%WITHOUT ROWID%'");
    if (withoutNumbers != 0) {
      throw new IllegalStateException("nobody hears of changes in a table WITHOUT ROWID");
    }
    return tables;
  }

  /** Another number once another connection has written. */
  private static long version(Sql sql) throws ProblemException {
    return sql.integer("PRAGMA data_version");
  }

  private byte[] sealed(Sql sql) throws ProblemException {
    Optional<Bytes> seal =
        sql.one("SELECT " + COLUMN + " FROM " + TABLE + " WHERE id = 1", row -> row.blob(1));
    if (seal.isEmpty()) {
      throw changedByOthers();
    }
    return seals.open(SEAL_ROW, seal.get());
  }

  private void write(Sql sql, byte[] sum) throws ProblemException {
    sql.updateOne(
        "INSERT INTO "
            + TABLE
            + " (id, "
            + COLUMN
            + ") VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET "
            + COLUMN
            + " = excluded."
            + COLUMN,
        seals.seal(SEAL_ROW, sum));
  }

  private static ProblemException changedByOthers() {
    return Problem.of(StoreProblem.STORE_ROWS_CHANGED).asException();
  }

  @Override
  public void close() {
    key.close();
    seals.close();
  }

  @Override
  public String toString() {
    return "RowBinding(hidden)";
  }
}
