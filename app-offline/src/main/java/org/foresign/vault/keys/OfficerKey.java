package org.foresign.vault.keys;

import java.util.Arrays;
import org.foresign.codec.Bytes;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.HkdfSha256;
import org.foresign.model.document.SignedDocument;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.secret.SecretUse;
import org.foresign.vault.journal.ComparedSheet;
import org.foresign.vault.journal.JournalReplay;

/**
 * The Ed25519 key that follows from the administer secret. It signs what officers decide, so that
 * whoever can only open the vault, or write its database, can neither pair a machine nor change the
 * policy. Outside the making of a vault it is there only for whoever compared the paper sheet. Does
 * not own the secret.
 */
public final class OfficerKey {
  private final ComparedSheet sheet;
  private final SecretBytes administer;
  private final SecretAccess access;

  public OfficerKey(ComparedSheet sheet, SecretBytes administer, SecretAccess access) {
    this.sheet = sheet;
    this.administer = administer;
    this.access = access;
  }

  /** The key of a vault that is being made, whose paper sheet has no line yet. */
  static OfficerKey ofNewVault(SecretBytes administer, SecretAccess access) {
    return new OfficerKey(new ComparedSheet(new JournalReplay()), administer, access);
  }

  Bytes publicKey() {
    return use(key -> Bytes.of(Ed25519.publicKey(key)));
  }

  /** What the officers compared before they decide. */
  public ComparedSheet sheet() {
    return sheet;
  }

  /**
   * Signs a decision.
   *
   * @param type its name in domain tags
   */
  public Bytes sign(String type, Bytes decision) {
    return use(key -> SignedDocument.sign(type, decision, key).signature());
  }

  /** Whether a decision carries the signature of the officers' key. */
  public static boolean verify(Bytes officerKey, String type, Bytes decision, Bytes signature) {
    return signature.size() == 64
        && new SignedDocument(decision, signature).signedBy(type, officerKey);
  }

  private <R> R use(SecretUse<byte[], R, RuntimeException> use) {
    return administer.use(
        access,
        secret -> {
          byte[] key = HkdfSha256.derive(secret, new byte[0], DomainTag.of("officer-key"), 32);
          try {
            return use.apply(key);
          } finally {
            Arrays.fill(key, (byte) 0);
          }
        });
  }
}
