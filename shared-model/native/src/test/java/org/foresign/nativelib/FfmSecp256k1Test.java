package org.foresign.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bouncycastle.util.BigIntegers;
import org.foresign.codec.Bytes;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FfmSecp256k1Test {
  private static final BigInteger N = EcdsaSignature.N;

  private final Secp256k1 bouncy = new BouncySecp256k1();
  private Secp256k1 secp;

  @BeforeEach
  void load() throws Exception {
    secp = FfmSecp256k1.load(Natives.folder());
  }

  @Test
  void signsTheSameBytesAsBouncyCastle() {
    Seeds.check(
        300,
        random -> {
          byte[] key = Seeds.bytes(random, 32);
          byte[] digest = Seeds.bytes(random, 32);
          if (!bouncy.isValidPrivateKey(key)) {
            return;
          }
          EcdsaSignature ours = secp.sign(key, digest);
          assertThat(ours).isEqualTo(bouncy.sign(key, digest));
          assertThat(secp.publicKey(key)).isEqualTo(bouncy.publicKey(key));
          assertThat(secp.recover(digest, ours)).isEqualTo(secp.publicKey(key));
          assertThat(bouncy.recover(digest, ours)).isEqualTo(secp.publicKey(key));
        });
  }

  @Test
  void signsTheSameBytesAtTheEdges() {
    List<BigInteger> keys = List.of(BigInteger.ONE, BigInteger.TWO, N.subtract(BigInteger.ONE));
    List<BigInteger> digests =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            N.subtract(BigInteger.ONE),
            N,
            N.add(BigInteger.ONE),
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
    for (BigInteger key : keys) {
      for (BigInteger digest : digests) {
        byte[] key32 = fixed(key);
        byte[] digest32 = fixed(digest);
        assertThat(secp.sign(key32, digest32)).isEqualTo(bouncy.sign(key32, digest32));
      }
    }
  }

  /** The first key of SEC 2: 1 times the generator. */
  @Test
  void makesTheGeneratorFromOne() {
    assertThat(Bytes.of(secp.publicKey(fixed(BigInteger.ONE))).hex())
        .isEqualTo(
            "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");
  }

  @Test
  void refusesKeysOutOfRange() {
    for (BigInteger bad :
        List.of(BigInteger.ZERO, N, BigInteger.TWO.pow(256).subtract(BigInteger.ONE))) {
      byte[] key = fixed(bad);
      assertThat(secp.isValidPrivateKey(key)).isFalse();
      assertThatIllegalArgumentException().isThrownBy(() -> secp.sign(key, new byte[32]));
      assertThatIllegalArgumentException().isThrownBy(() -> secp.publicKey(key));
    }
  }

  @Test
  void refusesWrongLengths() {
    byte[] key = fixed(BigInteger.ONE);
    assertThat(secp.isValidPrivateKey(new byte[31])).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> secp.signInto(new byte[33], new byte[32], new byte[65]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> secp.signInto(key, new byte[31], new byte[65]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> secp.signInto(key, new byte[32], new byte[64]));
  }

  @Test
  void refusesToRecoverWhereNoPointHasThatX() {
    byte[] compact = new byte[64];
    compact[31] = 5; // x = 5 is on no point of the curve
    compact[63] = 1;
    EcdsaSignature signature = new EcdsaSignature(Bytes.of(compact), 0);
    assertThatIllegalArgumentException().isThrownBy(() -> secp.recover(new byte[32], signature));
    assertThatIllegalArgumentException().isThrownBy(() -> bouncy.recover(new byte[32], signature));
  }

  @Test
  void recoversAnotherKeyForTheOtherParity() {
    byte[] key = fixed(BigInteger.valueOf(77));
    byte[] digest = fixed(BigInteger.valueOf(99));
    EcdsaSignature signature = secp.sign(key, digest);
    EcdsaSignature flipped = new EcdsaSignature(signature.compact(), 1 - signature.yParity());
    assertThat(secp.recover(digest, flipped)).isNotEqualTo(secp.publicKey(key));
    assertThat(secp.recover(digest, flipped)).isEqualTo(bouncy.recover(digest, flipped));
  }

  @Test
  void servesManyThreadsAtOnce() throws Exception {
    byte[][] keys = new byte[64][];
    byte[][] expected = new byte[64][65];
    byte[] digest = fixed(BigInteger.valueOf(4711));
    for (int i = 0; i < keys.length; i++) {
      keys[i] = fixed(BigInteger.valueOf(i + 1));
      bouncy.signInto(keys[i], digest, expected[i]);
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> jobs =
          IntStream.range(0, 400)
              .<Callable<Boolean>>mapToObj(job ->
                  () -> {
                    byte[] out = new byte[65];
                    secp.signInto(keys[job % 64], digest, out);
                    return Arrays.equals(out, expected[job % 64]);
                  })
              .toList();
      for (Future<Boolean> result : threads.invokeAll(jobs)) {
        assertThat(result.get()).isTrue();
      }
    }
  }

  private static byte[] fixed(BigInteger value) {
    return BigIntegers.asUnsignedByteArray(32, value);
  }
}
