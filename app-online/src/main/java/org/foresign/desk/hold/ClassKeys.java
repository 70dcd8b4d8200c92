package org.foresign.desk.hold;

import java.security.SecureRandom;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.AesGcm256;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.model.tx.SignedBatch.KeyWrap;
import org.foresign.model.tx.WrapKind;
import org.foresign.secret.SecretBytes;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;

/**
 * Content keys of held batches, one for each release class, wrapped under a key of that class that
 * hangs on the desk's passphrase. Other wraps (tokens, shares) can stand beside it later without
 * touching a leaf.
 */
final class ClassKeys implements AutoCloseable {
  /** The slot that opens the store; other holders will have other names. */
  private static final Digest32 STORE_SLOT = Digest32.ZERO;

  /** A sealed value begins with its version and nonce; the rest is the wrapped key. */
  private static final int PARAMETERS = 1 + AesGcm256.NONCE_SIZE;

  private final SealedColumn spend;
  private final SealedColumn cancel;

  ClassKeys(Sealer sealer) {
    this.spend = sealer.column("held_key", column(ReleaseClass.SPEND));
    this.cancel = sealer.column("held_key", column(ReleaseClass.CANCEL));
  }

  /** Makes, wraps and keeps a content key; the caller closes it. */
  SecretBytes create(Sql sql, long batch, ReleaseClass releaseClass, SecureRandom random)
      throws ProblemException {
    SecretBytes key = SecretBytes.random(AesGcm256.KEY_SIZE, random);
    KeyWrap wrap = wrap(batch, releaseClass, key);
    sql.updateOne(
        "INSERT INTO held_key (batch, release_class, kind, recipient, parameters, wrapped)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        batch,
        releaseClass.code(),
        wrap.kind().code(),
        wrap.recipient(),
        wrap.parameters(),
        wrap.wrapped());
    return key;
  }

  /** Opens a content key; the caller closes it. */
  SecretBytes open(Sql sql, long batch, ReleaseClass releaseClass) throws ProblemException {
    Bytes sealed =
        sql.one(
                "SELECT parameters, wrapped FROM held_key"
                    + " WHERE batch = ? AND release_class = ? AND kind = ? AND recipient = ?",
                row -> row.blob(1).concat(row.blob(2)),
                batch,
                releaseClass.code(),
                WrapKind.PASSPHRASE.code(),
                STORE_SLOT)
            .orElseThrow(
                () -> Problem.of(HoldProblem.LEAF_KEY_MISSING, column(releaseClass)).asException());
    return of(releaseClass).openSecret(row(batch), sealed);
  }

  private KeyWrap wrap(long batch, ReleaseClass releaseClass, SecretBytes key) {
    Bytes sealed = of(releaseClass).seal(row(batch), key);
    return new KeyWrap(
        WrapKind.PASSPHRASE,
        STORE_SLOT,
        sealed.slice(0, PARAMETERS),
        sealed.slice(PARAMETERS, sealed.size() - PARAMETERS));
  }

  private SealedColumn of(ReleaseClass releaseClass) {
    return switch (releaseClass) {
      case SPEND -> spend;
      case CANCEL -> cancel;
    };
  }

  private static Bytes row(long batch) {
    return SealedColumn.row(batch);
  }

  private static String column(ReleaseClass releaseClass) {
    return Spelling.of(releaseClass);
  }

  @Override
  public void close() {
    spend.close();
    cancel.close();
  }
}
