package org.foresign.desk.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.carry.FormatType;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.X25519;
import org.foresign.model.card.IdentityCard;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.OwnStretcher;
import org.foresign.model.wrap.PassphraseStretcher;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.model.wrap.SecretWrapKind;
import org.foresign.model.wrap.SecretWrapping;
import org.foresign.model.wrap.WrappedSecret;
import org.foresign.model.wrap.WrappedSecretCodec;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.store.Database;
import org.foresign.store.HomeLock;
import org.foresign.store.IntegrityCheck;
import org.foresign.store.Schema;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;
import org.foresign.store.SqliteNative;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything a desk keeps, opened by its passphrase. One process at a time.
 * What could spend money or name a secret is sealed under the store key.
 */
public final class DeskHome implements AutoCloseable {
  private static final String FILE = "desk.db";
  private static final int APPLICATION_ID = 0x46534431; // "FSD1"
  private static final Schema SCHEMA = Schema.of(APPLICATION_ID, DeskHome.class, "V1__desk.sql");

  private final HomeLock lock;
  private final Database database;
  private final Sealer sealer;

  private DeskHome(HomeLock lock, Database database, Sealer sealer) {
    this.lock = lock;
    this.database = database;
    this.sealer = sealer;
  }

  /** What opening a home needs from the machine. */
  public record Machine(
      SqliteNative sqlite, SecretAccess access, SecureRandom random, Clock clock) {}

  /**
   * Makes a new desk with fresh keys, its identity card and its approver's: all of it or nothing.
   * What an attempt that was cut off left behind holds no desk and is gone on with.
   *
   * @param practice whether it may pair with practice vaults, and only with them
   * @param least where the calibration of the passphrase's cost starts
   */
  public static DeskHome create(
      Path folder, Passphrase passphrase, boolean practice, Argon2Parameters least, Machine machine)
      throws ProblemException {
    HomeLock lock = HomeLock.take(folder, "desk", machine.clock().instant());
    @Nullable Database database = null;
    @Nullable Sealer sealer = null;
    boolean made = false;
    try {
      database = Database.open(folder.resolve(FILE), SCHEMA, machine.sqlite());
      requireNone(folder, database);
      SecretBytes storeKey = SecretBytes.random(32, machine.random());
      sealer = new Sealer(storeKey, machine.access(), machine.random());
      WrappedSecret wrap = sealStoreKey(storeKey, passphrase, least, machine);
      Sealer own = sealer;
      database.bindNew(sealer.rows());
      database.update(sql -> write(sql, own, wrap, practice, machine));
      made = true;
      return new DeskHome(lock, database, sealer);
    } finally {
      if (!made) {
        abandon(lock, database, sealer);
      }
    }
  }

  /**
   * Looks for a desk before anybody is asked for its passphrase.
   *
   * @throws ProblemException with {@link SettingsProblem#DESK_HOME_MISSING}
   */
  public static void requireThere(Path folder) throws ProblemException {
    if (!Files.isRegularFile(folder.resolve(FILE))) {
      throw Problem.of(SettingsProblem.DESK_HOME_MISSING, folder.toString()).asException();
    }
  }

  /**
   * Looks that there is no desk yet before anybody thinks of a passphrase for one.
   *
   * @throws ProblemException with {@link SettingsProblem#DESK_HOME_EXISTS} or a store problem
   */
  public static void requireNone(Path folder, Machine machine) throws ProblemException {
    if (!Files.isRegularFile(folder.resolve(FILE))) {
      return;
    }
    HomeLock lock = HomeLock.take(folder, "desk", machine.clock().instant());
    try (Database database = Database.open(folder.resolve(FILE), SCHEMA, machine.sqlite())) {
      requireNone(folder, database);
    } finally {
      lock.close();
    }
  }

  private static void requireNone(Path folder, Database database) throws ProblemException {
    if (storeWrap(database).isPresent()) {
      throw Problem.of(SettingsProblem.DESK_HOME_EXISTS, folder.toString()).asException();
    }
  }

  /** Opens an existing desk. */
  public static DeskHome open(Path folder, Passphrase passphrase, Machine machine)
      throws ProblemException {
    requireThere(folder);
    HomeLock lock = HomeLock.take(folder, "desk", machine.clock().instant());
    @Nullable Database database = null;
    @Nullable Sealer sealer = null;
    boolean opened = false;
    try {
      database = openDatabase(folder, machine.sqlite());
      Bytes wrap =
          storeWrap(database)
              .orElseThrow(() ->
                  Problem.of(SettingsProblem.DESK_HOME_MISSING, folder.toString()).asException());
      SecretBytes storeKey =
          openStoreKey(WrappedSecretCodec.decode(wrap), passphrase, machine.access());
      sealer = new Sealer(storeKey, machine.access(), machine.random());
      database.bind(sealer.rows());
      opened = true;
      return new DeskHome(lock, database, sealer);
    } finally {
      if (!opened) {
        abandon(lock, database, sealer);
      }
    }
  }

  /**
   * Opens the database of a home alone, as {@link #open} does first: what is sealed in it stays
   * sealed, and its rows are not bound, so nothing may be written. The caller holds the home's
   * lock, or nobody else knows the home.
   */
  public static Database openDatabase(Path folder, SqliteNative sqlite) throws ProblemException {
    return Database.open(folder.resolve(FILE), SCHEMA, sqlite, IntegrityCheck.AFTER_CRASH);
  }

  public Database database() {
    return database;
  }

  /** Seals columns that must not lie in clear; stays this home's. */
  public Sealer sealer() {
    return sealer;
  }

  public DeskKeys keys() {
    return new DeskKeys(database, sealer);
  }

  public Pairings pairings() {
    return new Pairings(database);
  }

  public Batches batches() {
    return new Batches(database, sealer);
  }

  /** Whether this is a practice desk. */
  public boolean practice() throws ProblemException {
    return pairings().own(Role.DESK).card().practice();
  }

  @Override
  public void close() throws ProblemException {
    try {
      database.close();
    } finally {
      sealer.close();
      lock.close();
    }
  }

  private static Optional<Bytes> storeWrap(Database database) throws ProblemException {
    return database.read(
        sql -> sql.one("SELECT body FROM wrapped_secret WHERE number = 1", row -> row.blob(1)));
  }

  private static void write(
      Sql sql, Sealer sealer, WrappedSecret wrap, boolean practice, Machine machine)
      throws ProblemException {
    sql.updateOne(
        "INSERT INTO wrapped_secret (number, body) VALUES (1, ?)", WrappedSecretCodec.encode(wrap));
    try (SecretBytes signing =
            DeskKeys.create(sql, sealer, DeskKeys.Name.SIGNING, machine.random());
        SecretBytes agreement =
            DeskKeys.create(sql, sealer, DeskKeys.Name.AGREEMENT, machine.random());
        SecretBytes approver =
            DeskKeys.create(sql, sealer, DeskKeys.Name.APPROVER, machine.random())) {
      Bytes agreementKey = agreement.use(machine.access(), raw -> Bytes.of(X25519.publicKey(raw)));
      Instant now = machine.clock().instant();
      Pairings.insertOwn(sql, card(Role.DESK, practice, now, signing, agreementKey, machine));
      Pairings.insertOwn(sql, card(Role.APPROVER, practice, now, approver, null, machine));
    }
  }

  private static SignedIdentityCard card(
      Role role,
      boolean practice,
      Instant now,
      SecretBytes key,
      @Nullable Bytes agreementKey,
      Machine machine) {
    SortedMap<Integer, Integer> formats = new TreeMap<>();
    for (FormatType type : FormatType.values()) {
      formats.put(type.code(), type.version());
    }
    return key.use(
        machine.access(),
        raw ->
            IdentityCardCodec.sign(
                new IdentityCard(
                    role,
                    practice,
                    1,
                    now.getEpochSecond(),
                    Bytes.of(Ed25519.publicKey(raw)),
                    agreementKey,
                    null,
                    0,
                    null,
                    false,
                    formats,
                    List.of(OperationKind.values())),
                raw));
  }

  private static WrappedSecret sealStoreKey(
      SecretBytes storeKey, Passphrase passphrase, Argon2Parameters least, Machine machine)
      throws ProblemException {
    byte[] raw = new byte[WrappedSecret.SALT_SIZE];
    machine.random().nextBytes(raw);
    Bytes salt = Bytes.of(raw);
    PassphraseStretcher.Calibrated calibrated =
        new OwnStretcher(machine.access()).calibrate(passphrase, salt, least);
    SecretWrapping.Place place =
        new SecretWrapping.Place(
            SecretWrapKind.PASSPHRASE, SecretPurpose.STORE, 1, salt, calibrated.cost());
    try (PassphraseStretcher.Stretched stretched = calibrated.stretched()) {
      return stretched
          .key()
          .use(
              machine.access(),
              key ->
                  storeKey.use(
                      machine.access(),
                      secret -> SecretWrapping.seal(place, key, secret, machine.random())));
    }
  }

  private static SecretBytes openStoreKey(
      WrappedSecret wrap, Passphrase passphrase, SecretAccess access) throws ProblemException {
    try (PassphraseStretcher.Stretched stretched =
        new OwnStretcher(access).stretch(passphrase, wrap.salt(), wrap.cost())) {
      return stretched.key().use(access, key -> SecretBytes.take(SecretWrapping.open(wrap, key)));
    }
  }

  private static void abandon(HomeLock lock, @Nullable Database database, @Nullable Sealer sealer)
      throws ProblemException {
    try {
      if (database != null) {
        database.close();
      }
    } finally {
      if (sealer != null) {
        sealer.close();
      }
      lock.close();
    }
  }
}
