package org.foresign.model.card;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.ChainFamily;

/**
 * Public data of one account, never an extended public key or chain code
 * (docs/spec/account-card.md).
 *
 * @param path derivation path such as {@code m/44'/60'/0'/0/0}, or the device's or token's own name
 * @param publicKey compressed secp256k1 point, 33 bytes
 * @param vaultInstance 16 bytes
 * @param epoch 1 for the first card of this account, one more for each that replaces it
 * @param proof signature over the possession transaction: a zero-value self-transfer at nonce 0
 *     with zero fees and gas 21,000 on the practice chain
 */
public record AccountCard(
    ChainFamily family,
    SignerKind signer,
    String path,
    Provenance provenance,
    Bytes publicKey,
    Address address,
    Bytes vaultInstance,
    Digest32 vaultCard,
    long epoch,
    boolean practice,
    EcdsaSignature proof) {
  public static final int VERSION = 1;
  public static final int MAX_BYTES = 1024;

  public AccountCard {
    if (publicKey.size() != 33 || vaultInstance.size() != 16 || epoch < 1) {
      throw new IllegalArgumentException(
          "key, instance or epoch of an account card is outside its range");
    }
  }
}
