package org.foresign.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.bls.BLS12_381BasicScheme;
import org.bouncycastle.crypto.bls.BLS12_381ProofOfPossession;
import org.bouncycastle.crypto.bls.BLS12_381Serialization;
import org.foresign.codec.Bytes;

/**
 * A validator key that anybody can compute: for practice and tests only. It is derived from a
 * published text and a number, so that nothing here is a secret and the arithmetic needs no
 * protection. Foresign never makes or holds a real validator key.
 */
public final class PracticeValidatorKey {
  private final BigInteger scalar;
  private final Bytes publicKey;

  private PracticeValidatorKey(BigInteger scalar) {
    this.scalar = scalar;
    this.publicKey =
        Bytes.of(BLS12_381Serialization.compressG1(BLS12_381BasicScheme.skToPk(scalar)));
  }

  /**
   * The key of this text and number, by KeyGen of draft-irtf-cfrg-bls-signature over the SHA-256 of
   * both.
   */
  public static PracticeValidatorKey of(String text, int index) {
    byte[] words = text.getBytes(StandardCharsets.UTF_8);
    byte[] material =
        Sha256.hash(ByteBuffer.allocate(words.length + 4).put(words).putInt(index).array());
    return new PracticeValidatorKey(BLS12_381BasicScheme.keyGen(material, new byte[0]));
  }

  /** 48 bytes, a compressed G1 point. */
  public Bytes publicKey() {
    return publicKey;
  }

  /** Signature of 96 bytes under the suite of the consensus layer, see {@link Bls}. */
  public Bytes sign(byte[] message32) {
    return Bytes.of(
        BLS12_381Serialization.compressG2(BLS12_381ProofOfPossession.sign(scalar, message32)));
  }
}
