package org.foresign.model.eth;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;

/** A transaction with a signature that is well formed; {@link #sender} tells whose it is. */
public record SignedEip1559Tx(Eip1559Tx tx, EcdsaSignature signature) {
  public Bytes bytes() {
    return tx.signedBytes(signature);
  }

  public Digest32 hash() {
    return tx.transactionHash(signature);
  }

  /**
   * The account whose key made the signature.
   *
   * @throws IllegalArgumentException if no key could have made it
   */
  public Address sender(Secp256k1 curve) {
    return Address.recovered(curve, tx.signingDigest().toArray(), signature);
  }
}
