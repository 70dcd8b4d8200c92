package org.foresign.vault.keys;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
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
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.model.wrap.WrappedSecret;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.store.Sealer;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.VaultTime;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultRow;

/** Makes a vault in an empty home: its secrets, its identity card and its first journal entry. */
public final class VaultCreation {
  private static final int IDENTITY = 64;

  private final WrappedSecrets wraps;
  private final VaultTime time;
  private final SecretAccess access;
  private final SecureRandom random;

  public VaultCreation(
      WrappedSecrets wraps, VaultTime time, SecretAccess access, SecureRandom random) {
    this.wraps = wraps;
    this.time = time;
    this.access = access;
    this.random = random;
  }

  /**
   * Makes the vault, all of it or nothing.
   *
   * @param practice fixed for ever
   * @param passphrase stays the caller's
   * @param least where the calibration of the passphrase's cost starts
   * @throws ProblemException with a wrap problem or a store problem
   */
  public VaultFacts create(
      VaultHome home, boolean practice, Passphrase passphrase, Argon2Parameters least)
      throws ProblemException {
    byte[] instance = new byte[16];
    random.nextBytes(instance);
    try (Secrets secrets = wraps.fresh();
        SecretBytes identity = SecretBytes.random(IDENTITY, random);
        Sealer sealer = new Sealer(secrets.of(SecretPurpose.OPEN).duplicate(), access, random)) {
      List<WrappedSecret> sealed = wraps.seal(secrets, passphrase, least);
      SignedIdentityCard card = card(practice, Bytes.of(instance), identity);
      OfficerKey officers = OfficerKey.ofNewVault(secrets.of(SecretPurpose.ADMINISTER), access);
      Bytes officerKey = officers.publicKey();
      Bytes first = Ceremony.decide(officers, Bytes.of(instance), 1);
      VaultFacts facts = new VaultFacts(Bytes.of(instance), practice, 1, 1, officerKey, card);
      home.database()
          .update(sql -> {
            VaultRow.add(sql, facts, first, OpenVault.seal(sealer, facts, identity));
            WrappedSecrets.store(sql, sealed);
            new Journal(practice, time)
                .append(
                    sql,
                    JournalEvent.VAULT_CREATED,
                    Detail.of("vault", facts.instance()),
                    Detail.of("card", card.digest()),
                    Detail.of("officer-key", officerKey));
          });
      return facts;
    }
  }

  private SignedIdentityCard card(boolean practice, Bytes instance, SecretBytes identity) {
    TreeMap<Integer, Integer> formats = new TreeMap<>();
    for (FormatType type : FormatType.values()) {
      formats.put(type.code(), type.version());
    }
    return identity.use(
        access,
        raw -> {
          byte[] signing = Arrays.copyOfRange(raw, 0, 32);
          byte[] agreement = Arrays.copyOfRange(raw, 32, IDENTITY);
          try {
            IdentityCard card =
                new IdentityCard(
                    Role.VAULT,
                    practice,
                    1,
                    time.clock(),
                    Bytes.of(Ed25519.publicKey(signing)),
                    Bytes.of(X25519.publicKey(agreement)),
                    instance,
                    1,
                    null,
                    false,
                    formats,
                    List.of(OperationKind.values()));
            return IdentityCardCodec.sign(card, signing);
          } finally {
            Arrays.fill(signing, (byte) 0);
            Arrays.fill(agreement, (byte) 0);
          }
        });
  }
}
