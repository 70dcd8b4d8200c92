package org.foresign.crypto;

import java.util.List;
import java.util.ServiceLoader;

/**
 * BLS signatures over BLS12-381 as the Ethereum consensus layer uses them: public keys in G1, the
 * proof-of-possession scheme with suite BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_. All points are
 * compressed, canonical, in the right subgroup and not the point at infinity, or the answer is
 * false. Implementations are thread-safe.
 */
public interface Bls {
  /** The fastest implementation on the class path, Bouncy Castle when there is no native one. */
  static Bls best() {
    for (CryptoProvider provider : ServiceLoader.load(CryptoProvider.class)) {
      var offered = provider.bls();
      if (offered.isPresent()) {
        return offered.get();
      }
    }
    return new BouncyBls();
  }

  /** Whether it is a compressed G1 point of the subgroup other than infinity. */
  boolean isValidPublicKey(byte[] publicKey48);

  /** Whether it is a compressed G2 point of the subgroup other than infinity. */
  boolean isValidSignature(byte[] signature96);

  /** Whether the signature over the 32-byte signing root is right; false for bad points too. */
  boolean verify(byte[] publicKey48, byte[] message32, byte[] signature96);

  /**
   * Whether all are right, checked together by a combination with unpredictable factors of at least
   * 64 bits each. False says that at least one is wrong, not which. True for no triples.
   */
  boolean verifyAll(List<BlsTriple> triples);

  /**
   * Places of those that are not right, ascending; empty when all are. One product first; only when
   * it fails are halves searched, and each culprit is verified alone before it is named.
   */
  default List<Integer> findWrong(List<BlsTriple> triples) {
    return BlsSearch.wrong(this, triples);
  }

  /** Which implementation this is, for reports. */
  String name();
}
