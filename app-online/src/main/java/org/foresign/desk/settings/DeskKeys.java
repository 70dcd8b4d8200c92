package org.foresign.desk.settings;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.secret.SecretBytes;
import org.foresign.store.Database;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;

/** The desk's own private keys, sealed under its store key. None of them can move money. */
public final class DeskKeys {
  /** Which key. */
  public enum Name {
    /** Ed25519: signs envelopes and this desk's card. */
    SIGNING,
    /** X25519: opens what is sealed to this desk. */
    AGREEMENT,
    /** Ed25519 of the approver who works at this desk. */
    APPROVER
  }

  private static final int SIZE = 32;

  private final Database database;
  private final Sealer sealer;

  DeskKeys(Database database, Sealer sealer) {
    this.database = database;
    this.sealer = sealer;
  }

  /** Makes and keeps a fresh key; the caller closes what it gets. */
  static SecretBytes create(Sql sql, Sealer sealer, Name name, SecureRandom random)
      throws ProblemException {
    SecretBytes key = SecretBytes.random(SIZE, random);
    try (SealedColumn column = column(sealer)) {
      sql.updateOne(
          "INSERT INTO own_key (name, sealed_key) VALUES (?, ?)",
          word(name),
          column.seal(row(name), key));
      return key;
    }
  }

  /** Opens a key; the caller closes it. */
  public SecretBytes open(Name name) throws ProblemException {
    Bytes sealed =
        database
            .read(sql ->
                sql.one(
                    "SELECT sealed_key FROM own_key WHERE name = ?", r -> r.blob(1), word(name)))
            .orElseThrow(
                () -> Problem.of(SettingsProblem.DESK_HOME_MISSING, word(name)).asException());
    try (SealedColumn column = column(sealer)) {
      return column.openSecret(row(name), sealed);
    }
  }

  private static SealedColumn column(Sealer sealer) {
    return sealer.column("own_key", "sealed_key");
  }

  private static Bytes row(Name name) {
    return Bytes.of(word(name).getBytes(StandardCharsets.US_ASCII));
  }

  private static String word(Name name) {
    return Spelling.of(name);
  }
}
