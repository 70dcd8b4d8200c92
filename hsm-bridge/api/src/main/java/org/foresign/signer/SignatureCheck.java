package org.foresign.signer;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.foresign.codec.Bytes;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;

/**
 * Decides whether an answer of any signer is the signature that was asked for: r and s in range and
 * s low ({@link EcdsaSignature} holds that), and it recovers to the leaf's account over the leaf's
 * signing digest. Thread-safe; remembers the public key of each account that it has seen, so that
 * only the first is hashed.
 */
public final class SignatureCheck {
  private static final int FIELD = 32;

  private final Secp256k1 curve;
  private final Map<Address, byte[]> publicKeys = new ConcurrentHashMap<>();

  public SignatureCheck(Secp256k1 curve) {
    this.curve = curve;
  }

  /**
   * Checks a signature with its parity.
   *
   * @throws ProblemException with {@link SignerProblem#SIGNER_WRONG_SIGNATURE}
   */
  public VerifiedSignature check(UnsignedTx leaf, EcdsaSignature signature)
      throws ProblemException {
    if (!recovers(leaf, signature)) {
      throw wrong(leaf);
    }
    return new VerifiedSignature(leaf.index(), signature);
  }

  /**
   * Completes r and s of a signer that knows neither low s nor the parity, such as a PKCS#11 token:
   * brings s to the lower half and finds the parity by recovery.
   *
   * @param compact r and s, 32 bytes big-endian each
   * @throws ProblemException with {@link SignerProblem#SIGNER_WRONG_SIGNATURE}
   */
  public VerifiedSignature complete(UnsignedTx leaf, Bytes compact) throws ProblemException {
    if (compact.size() != 2 * FIELD) {
      throw wrong(leaf);
    }
    Bytes low = lowS(compact);
    for (int parity = 0; parity <= 1; parity++) {
      EcdsaSignature candidate;
      try {
        candidate = new EcdsaSignature(low, parity);
      } catch (IllegalArgumentException e) {
        throw new ProblemException(wrong(leaf).problem(), e);
      }
      if (recovers(leaf, candidate)) {
        return new VerifiedSignature(leaf.index(), candidate);
      }
    }
    throw wrong(leaf);
  }

  private boolean recovers(UnsignedTx leaf, EcdsaSignature signature) {
    byte[] key;
    try {
      key = curve.recover(leaf.signingDigest().toArray(), signature);
    } catch (IllegalArgumentException e) {
      return false; // no key at all could have made it
    }
    Address account = leaf.slot().lane().account();
    byte[] known = publicKeys.get(account);
    if (known != null) {
      return Arrays.equals(known, key);
    }
    boolean same = Address.ofPublicKey(key).equals(account);
    if (same) {
      publicKeys.put(account, key);
    }
    return same;
  }

  private static Bytes lowS(Bytes compact) {
    BigInteger s = new BigInteger(1, compact.slice(FIELD, FIELD).toArray());
    if (s.compareTo(EcdsaSignature.N.shiftRight(1)) <= 0 || s.compareTo(EcdsaSignature.N) >= 0) {
      return compact;
    }
    byte[] low = EcdsaSignature.N.subtract(s).toByteArray();
    byte[] padded = new byte[FIELD];
    int length = Math.min(low.length, FIELD);
    System.arraycopy(low, low.length - length, padded, FIELD - length, length);
    return compact.slice(0, FIELD).concat(Bytes.of(padded));
  }

  private static ProblemException wrong(UnsignedTx leaf) {
    return Problem.of(SignerProblem.SIGNER_WRONG_SIGNATURE, "leaf " + leaf.index()).asException();
  }
}
