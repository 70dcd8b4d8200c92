package org.foresign.signer;

import java.util.Objects;
import org.foresign.crypto.EcdsaSignature;
import org.jspecify.annotations.Nullable;

/** A signature that {@link SignatureCheck} found good for its leaf; nothing else makes one. */
public final class VerifiedSignature {
  private final int leafIndex;
  private final EcdsaSignature signature;

  VerifiedSignature(int leafIndex, EcdsaSignature signature) {
    this.leafIndex = leafIndex;
    this.signature = signature;
  }

  public int leafIndex() {
    return leafIndex;
  }

  public EcdsaSignature signature() {
    return signature;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerifiedSignature that
        && leafIndex == that.leafIndex
        && signature.equals(that.signature);
  }

  @Override
  public int hashCode() {
    return Objects.hash(leafIndex, signature);
  }

  @Override
  public String toString() {
    return "VerifiedSignature(leaf " + leafIndex + ")";
  }
}
