package org.foresign.vault.keys;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
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
import org.foresign.store.Sql;
import org.foresign.store.StoreProblem;

/**
 * The wraps of a vault: three unrelated secrets (open, sign, administer), each behind its own wrap
 * of each person. Today there is one person with wrap number 1; the wraps of one person share salt
 * and cost, so one run of Argon2id serves them all.
 */
public final class WrappedSecrets {
  private static final int SECRET = 32;
  private static final int ONLY_PERSON = 1;
  private static final List<SecretPurpose> PURPOSES =
      List.of(SecretPurpose.OPEN, SecretPurpose.SIGN, SecretPurpose.ADMINISTER);

  private final PassphraseStretcher stretcher;
  private final SecretAccess access;
  private final SecureRandom random;

  public WrappedSecrets(PassphraseStretcher stretcher, SecretAccess access, SecureRandom random) {
    this.stretcher = stretcher;
    this.access = access;
    this.random = random;
  }

  /** Fresh secrets for a new vault; close them to wipe. */
  public Secrets fresh() {
    Secrets secrets = new Secrets();
    PURPOSES.forEach(purpose -> secrets.put(purpose, SecretBytes.random(SECRET, random)));
    return secrets;
  }

  /**
   * Seals all secrets behind a passphrase. The cost grows from {@code least} until a run takes
   * about a second on this machine.
   *
   * @throws ProblemException with a {@link org.foresign.model.wrap.UnlockProblem}
   */
  public List<WrappedSecret> seal(Secrets secrets, Passphrase passphrase, Argon2Parameters least)
      throws ProblemException {
    byte[] salt = new byte[WrappedSecret.SALT_SIZE];
    random.nextBytes(salt);
    PassphraseStretcher.Calibrated calibrated =
        stretcher.calibrate(passphrase, Bytes.of(salt), least);
    try (PassphraseStretcher.Stretched stretched = calibrated.stretched()) {
      return stretched
          .key()
          .use(
              access,
              raw ->
                  PURPOSES.stream()
                      .map(purpose ->
                          sealOne(secrets, purpose, Bytes.of(salt), calibrated.cost(), raw))
                      .toList());
    }
  }

  /** Stores wraps in the running transaction. */
  public static void store(Sql sql, List<WrappedSecret> wraps) throws ProblemException {
    for (WrappedSecret wrap : wraps) {
      sql.updateOne(
          "INSERT INTO wrapped_secret (purpose, number, bytes) VALUES (?, ?, ?)",
          wrap.purpose(),
          wrap.number(),
          WrappedSecretCodec.encode(wrap));
    }
  }

  /**
   * Opens the secrets of some purposes with one run of Argon2id.
   *
   * @throws ProblemException with {@link
   *     org.foresign.model.wrap.UnlockProblem#UNLOCK_PASSPHRASE_WRONG} or another wrap problem
   */
  public Secrets open(Database database, Passphrase passphrase, List<SecretPurpose> purposes)
      throws ProblemException {
    List<WrappedSecret> wraps = new ArrayList<>();
    for (SecretPurpose purpose : purposes) {
      wraps.add(database.read(sql -> load(sql, purpose)));
    }
    WrappedSecret first = wraps.getFirst();
    Secrets secrets = new Secrets();
    boolean all = false;
    try (PassphraseStretcher.Stretched stretched =
        stretcher.stretch(passphrase, first.salt(), first.cost())) {
      for (WrappedSecret wrap : wraps) {
        if (!wrap.salt().equals(first.salt()) || !wrap.cost().equals(first.cost())) {
          throw Problem.of(StoreProblem.STORE_CORRUPT, "wraps of one person differ").asException();
        }
        secrets.put(
            wrap.purpose(),
            stretched.key().use(access, raw -> SecretBytes.take(SecretWrapping.open(wrap, raw))));
      }
      all = true;
      return secrets;
    } finally {
      if (!all) {
        secrets.close();
      }
    }
  }

  private WrappedSecret sealOne(
      Secrets secrets, SecretPurpose purpose, Bytes salt, Argon2Parameters cost, byte[] stretched) {
    SecretWrapping.Place place =
        new SecretWrapping.Place(SecretWrapKind.PASSPHRASE, purpose, ONLY_PERSON, salt, cost);
    return secrets
        .of(purpose)
        .use(access, secret -> SecretWrapping.seal(place, stretched, secret, random));
  }

  private static WrappedSecret load(Sql sql, SecretPurpose purpose) throws ProblemException {
    return WrappedSecretCodec.decode(
        sql.one(
                "SELECT bytes FROM wrapped_secret WHERE purpose = ? AND number = ?",
                row -> row.blob(1),
                purpose,
                ONLY_PERSON)
            .orElseThrow(() -> Problem.of(StoreProblem.STORE_CORRUPT, "no wrap").asException()));
  }
}
