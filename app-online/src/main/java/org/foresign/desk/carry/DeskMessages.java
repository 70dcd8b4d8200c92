package org.foresign.desk.carry;

import java.security.SecureRandom;
import org.foresign.carry.Direction;
import org.foresign.carry.Envelope;
import org.foresign.carry.EnvelopeHeader;
import org.foresign.carry.FormatType;
import org.foresign.codec.Bytes;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.DeskKeys;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.SettingsProblem;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.secret.SecretUse;

/** Seals messages for a paired vault and opens those that come from it. */
public final class DeskMessages {
  private final DeskHome home;
  private final SecretAccess access;
  private final SecureRandom random;

  public DeskMessages(DeskHome home, SecretAccess access, SecureRandom random) {
    this.home = home;
    this.access = access;
    this.random = random;
  }

  /**
   * Seals a payload.
   *
   * @param messageId 16 bytes
   */
  Bytes seal(PairedVault vault, FormatType type, Bytes messageId, Bytes payload)
      throws ProblemException {
    EnvelopeHeader header =
        EnvelopeHeader.between(type, Direction.DESK_TO_VAULT, ownCard(), vault.card(), messageId);
    return useKey(
        DeskKeys.Name.SIGNING,
        raw -> Envelope.seal(header, payload, raw, vault.agreementKey(), random));
  }

  /** The payload of an envelope from this vault; a message may come more than once. */
  Bytes open(PairedVault vault, FormatType type, Bytes envelope) throws ProblemException {
    Envelope.Expected expected =
        new Envelope.Expected(
            type, Direction.VAULT_TO_DESK, vault.card(), ownCard(), header -> false);
    return useKey(DeskKeys.Name.AGREEMENT, raw -> Envelope.open(envelope, expected, raw))
        .orThrow()
        .payload();
  }

  /** Does something with a key of this desk. */
  <R, E extends Exception> R useKey(DeskKeys.Name name, SecretUse<byte[], R, E> use)
      throws ProblemException, E {
    try (SecretBytes key = home.keys().open(name)) {
      return key.use(access, use);
    }
  }

  Bytes newMessageId() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return Bytes.of(id);
  }

  /** Which paired vault an envelope says it is from; not authenticated before it is opened. */
  PairedVault claimedSender(FormatType type, Bytes envelope) throws ProblemException {
    EnvelopeHeader header = Envelope.peek(envelope, type);
    for (PairedVault vault : home.pairings().vaults()) {
      if (vault.card().digest().equals(header.sender())) {
        return vault;
      }
    }
    throw Problem.of(SettingsProblem.DESK_NOT_PAIRED, header.sender().toString()).asException();
  }

  SignedIdentityCard ownCard() throws ProblemException {
    return home.pairings().own(Role.DESK);
  }
}
