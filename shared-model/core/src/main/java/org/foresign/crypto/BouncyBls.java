package org.foresign.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.bls.BLS12_381G1;
import org.bouncycastle.crypto.bls.BLS12_381G2HashToCurve;
import org.bouncycastle.crypto.bls.BLS12_381G2Point;
import org.bouncycastle.crypto.bls.BLS12_381Pairing;
import org.bouncycastle.crypto.bls.BLS12_381ProofOfPossession;
import org.bouncycastle.crypto.bls.BLS12_381Serialization;
import org.bouncycastle.crypto.bls.BLS12_381SubgroupCheck;
import org.bouncycastle.crypto.bls.Fp12Element;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The portable implementation, about 50 times slower than the native one and its oracle in tests.
 * It handles public data only, so timing leaks nothing.
 */
public final class BouncyBls implements Bls {
  private static final int FACTOR_BITS = 64;

  private final ECCurve curve = BLS12_381G1.createCurve();
  private final ECPoint negatedGenerator = BLS12_381G1.getGenerator(curve).negate().normalize();
  private final SecureRandom random = new SecureRandom();

  @Override
  public boolean isValidPublicKey(byte[] publicKey48) {
    return publicKey(publicKey48).isPresent();
  }

  @Override
  public boolean isValidSignature(byte[] signature96) {
    return signature(signature96).isPresent();
  }

  @Override
  public boolean verify(byte[] publicKey48, byte[] message32, byte[] signature96) {
    Optional<ECPoint> key = publicKey(publicKey48);
    Optional<BLS12_381G2Point> signature = signature(signature96);
    return key.isPresent()
        && signature.isPresent()
        && BLS12_381ProofOfPossession.verify(key.get(), message32, signature.get());
  }

  @Override
  public boolean verifyAll(List<BlsTriple> triples) {
    int cores = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 2);
    int parts = triples.size() < 2 * cores ? 1 : cores;
    return IntStream.range(0, parts)
        .parallel()
        .allMatch(part -> verifyPart(part(triples, part, parts)));
  }

  @Override
  public String name() {
    return "Bouncy Castle";
  }

  private static List<BlsTriple> part(List<BlsTriple> triples, int part, int parts) {
    int size = triples.size();
    return triples.subList(part * size / parts, (part + 1) * size / parts);
  }

  /** Tests e(f1 K1, H1) ... e(fn Kn, Hn) e(-G, f1 S1 + ... + fn Sn) = 1 for random factors f. */
  private boolean verifyPart(List<BlsTriple> triples) {
    if (triples.isEmpty()) {
      return true;
    }
    BLS12_381G2HashToCurve hash = new BLS12_381G2HashToCurve(BLS12_381ProofOfPossession.DST);
    ECPoint[] left = new ECPoint[triples.size() + 1];
    BLS12_381G2Point[] right = new BLS12_381G2Point[triples.size() + 1];
    BLS12_381G2Point sum = BLS12_381G2Point.INFINITY;
    for (int i = 0; i < triples.size(); i++) {
      BlsTriple triple = triples.get(i);
      Optional<ECPoint> key = publicKey(triple.publicKey().toArray());
      Optional<BLS12_381G2Point> signature = signature(triple.signature().toArray());
      if (key.isEmpty() || signature.isEmpty()) {
        return false;
      }
      BigInteger factor = factor();
      left[i] = key.get().multiply(factor).normalize();
      right[i] = hash.hashToCurve(triple.message().toArray());
      sum = sum.add(signature.get().multiply(factor));
    }
    if (sum.isInfinity()) {
      return false;
    }
    left[triples.size()] = negatedGenerator;
    right[triples.size()] = sum;
    return BLS12_381Pairing.multiPair(left, right).equals(Fp12Element.ONE);
  }

  /** Never zero, and unknown to whoever made the signatures. */
  private BigInteger factor() {
    BigInteger factor;
    do {
      factor = new BigInteger(FACTOR_BITS, random);
    } while (factor.signum() == 0);
    return factor;
  }

  private Optional<ECPoint> publicKey(byte[] bytes) {
    if (bytes.length != 48) {
      return Optional.empty();
    }
    try {
      ECPoint point = BLS12_381Serialization.decompressG1(bytes, curve);
      boolean usable =
          !point.isInfinity()
              && BLS12_381SubgroupCheck.isInG1Subgroup(point)
              && Arrays.equals(BLS12_381Serialization.compressG1(point), bytes);
      return usable ? Optional.of(point) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<BLS12_381G2Point> signature(byte[] bytes) {
    if (bytes.length != 96) {
      return Optional.empty();
    }
    try {
      BLS12_381G2Point point = BLS12_381Serialization.decompressG2(bytes);
      boolean usable =
          !point.isInfinity()
              && BLS12_381SubgroupCheck.isInG2Subgroup(point)
              && Arrays.equals(BLS12_381Serialization.compressG2(point), bytes);
      return usable ? Optional.of(point) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
