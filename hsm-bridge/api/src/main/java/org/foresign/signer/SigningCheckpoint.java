package org.foresign.signer;

import java.util.BitSet;
import org.foresign.codec.Bytes;

/**
 * Where a session stands: which leaves have their signatures, and what the signer itself must
 * remember. The state may be secret for a group signer; whoever stores a checkpoint seals it.
 *
 * @param signedBits one bit a leaf, least significant first, without trailing zero bytes
 */
public record SigningCheckpoint(Bytes signedBits, Bytes signerState) {
  /** Nothing is signed yet. */
  public static SigningCheckpoint start() {
    return new SigningCheckpoint(Bytes.EMPTY, Bytes.EMPTY);
  }

  /** These leaves are signed, and the signer remembers nothing more. */
  public static SigningCheckpoint of(BitSet signed) {
    return new SigningCheckpoint(Bytes.of(signed.toByteArray()), Bytes.EMPTY);
  }

  /** A copy of the signed leaves. */
  public BitSet signed() {
    return BitSet.valueOf(signedBits.toArray());
  }

  @Override
  public String toString() {
    return "SigningCheckpoint(" + signed().cardinality() + " signed)";
  }
}
