package org.foresign.vault.keys;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.PassphraseStretcher;
import org.foresign.model.slot.SecretSlot;
import org.foresign.model.slot.SecretSlotCodec;
import org.foresign.model.slot.SlotCrypto;
import org.foresign.model.slot.SlotKind;
import org.foresign.model.slot.SlotPurpose;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.store.Database;
import org.foresign.store.Sql;
import org.foresign.store.StoreProblem;

/**
 * The slots of a vault: three unrelated secrets (open, sign, administer), each behind its own slot
 * of each person. Today there is one person with slot number 1; the slots of one person share salt
 * and cost, so one run of Argon2id serves them all.
 */
public final class Slots {
  private static final int SECRET = 32;
  private static final int ONLY_PERSON = 1;
  private static final List<SlotPurpose> PURPOSES =
      List.of(SlotPurpose.OPEN, SlotPurpose.SIGN, SlotPurpose.ADMINISTER);

  private final PassphraseStretcher stretcher;
  private final SecretAccess access;
  private final SecureRandom random;

  public Slots(PassphraseStretcher stretcher, SecretAccess access, SecureRandom random) {
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
   * @throws ProblemException with a {@link org.foresign.model.slot.SlotProblem}
   */
  public List<SecretSlot> seal(Secrets secrets, Passphrase passphrase, Argon2Parameters least)
      throws ProblemException {
    byte[] salt = new byte[SecretSlot.SALT_SIZE];
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

  /** Stores slots in the running transaction. */
  public static void store(Sql sql, List<SecretSlot> slots) throws ProblemException {
    for (SecretSlot slot : slots) {
      sql.updateOne(
          "INSERT INTO slot (purpose, number, bytes) VALUES (?, ?, ?)",
          slot.purpose().code(),
          slot.number(),
          SecretSlotCodec.encode(slot));
    }
  }

  /**
   * Opens the secrets of some purposes with one run of Argon2id.
   *
   * @throws ProblemException with {@link org.foresign.model.slot.SlotProblem#SLOT_PASSPHRASE_WRONG}
   *     or another slot problem
   */
  public Secrets open(Database database, Passphrase passphrase, List<SlotPurpose> purposes)
      throws ProblemException {
    List<SecretSlot> slots = new ArrayList<>();
    for (SlotPurpose purpose : purposes) {
      slots.add(database.read(sql -> load(sql, purpose)));
    }
    SecretSlot first = slots.getFirst();
    Secrets secrets = new Secrets();
    boolean all = false;
    try (PassphraseStretcher.Stretched stretched =
        stretcher.stretch(passphrase, first.salt(), first.cost())) {
      for (SecretSlot slot : slots) {
        if (!slot.salt().equals(first.salt()) || !slot.cost().equals(first.cost())) {
          throw Problem.of(StoreProblem.STORE_CORRUPT, "slots of one person differ").asException();
        }
        secrets.put(
            slot.purpose(),
            stretched.key().use(access, raw -> SecretBytes.take(SlotCrypto.open(slot, raw))));
      }
      all = true;
      return secrets;
    } finally {
      if (!all) {
        secrets.close();
      }
    }
  }

  private SecretSlot sealOne(
      Secrets secrets, SlotPurpose purpose, Bytes salt, Argon2Parameters cost, byte[] stretched) {
    SlotCrypto.Place place =
        new SlotCrypto.Place(SlotKind.PASSPHRASE, purpose, ONLY_PERSON, salt, cost);
    return secrets
        .of(purpose)
        .use(access, secret -> SlotCrypto.seal(place, stretched, secret, random));
  }

  private static SecretSlot load(Sql sql, SlotPurpose purpose) throws ProblemException {
    return SecretSlotCodec.decode(
        sql.one(
                "SELECT bytes FROM slot WHERE purpose = ? AND number = ?",
                row -> row.blob(1),
                purpose.code(),
                ONLY_PERSON)
            .orElseThrow(() -> Problem.of(StoreProblem.STORE_CORRUPT, "no slot").asException()));
  }
}
