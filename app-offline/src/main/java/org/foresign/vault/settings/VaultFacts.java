package org.foresign.vault.settings;

import org.foresign.codec.Bytes;
import org.foresign.model.card.SignedIdentityCard;

/**
 * What is fixed, and public, about a vault.
 *
 * @param instance 16 bytes that name it
 * @param practice fixed at creation, for ever
 * @param incarnation 1, and one more after each restore
 * @param ceremony number of the present ceremony, from 1
 * @param officerKey Ed25519 public key of the administer secret: it signs what officers decide
 */
public record VaultFacts(
    Bytes instance,
    boolean practice,
    long incarnation,
    long ceremony,
    Bytes officerKey,
    SignedIdentityCard card) {

  /**
   * What every sealed secret of the vault is bound to: instance, kind and officer key. Who changes
   * them in the database finds that nothing opens.
   */
  public Bytes bound() {
    return instance.concat(Bytes.of((byte) (practice ? 1 : 0))).concat(officerKey);
  }
}
