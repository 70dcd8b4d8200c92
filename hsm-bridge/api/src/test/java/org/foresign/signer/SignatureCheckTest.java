package org.foresign.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.codec.Bytes;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

class SignatureCheckTest {
  private final Secp256k1 curve = new BouncySecp256k1();
  private final SignatureCheck check = new SignatureCheck(curve);

  @Test
  void completesWhatATokenAnswersInEitherHalf() {
    Seeds.check(
        20,
        random -> {
          byte[] key = Seeds.bytes(random, 32);
          UnsignedTx leaf =
              Batches.cancels(1, Address.ofPublicKey(curve.publicKey(key))).leaves().getFirst();
          EcdsaSignature good = curve.sign(key, leaf.signingDigest().toArray());
          assertThat(check.check(leaf, good).signature()).isEqualTo(good);
          assertThat(check.complete(leaf, good.compact()).signature()).isEqualTo(good);
          Bytes high =
              good.compact().slice(0, 32).concat(padded(EcdsaSignature.N.subtract(good.s())));
          assertThat(check.complete(leaf, high).signature()).isEqualTo(good);
        });
  }

  @Test
  void refusesEveryFlippedBit() {
    Seeds.check(
        1,
        random -> {
          byte[] key = Seeds.bytes(random, 32);
          UnsignedTx leaf =
              Batches.cancels(1, Address.ofPublicKey(curve.publicKey(key))).leaves().getFirst();
          byte[] good = curve.sign(key, leaf.signingDigest().toArray()).compact().toArray();
          for (int bit = 0; bit < 512; bit += 5) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));
            assertWrong(() -> check.complete(leaf, Bytes.of(bad)));
          }
        });
  }

  @Test
  void refusesAnotherKeyBeforeAndAfterItKnowsTheAccount() throws ProblemException {
    byte[] key = new byte[32];
    key[31] = 7;
    byte[] other = new byte[32];
    other[31] = 8;
    UnsignedTx leaf =
        Batches.cancels(1, Address.ofPublicKey(curve.publicKey(key))).leaves().getFirst();
    byte[] digest = leaf.signingDigest().toArray();

    assertWrong(() -> check.check(leaf, curve.sign(other, digest)));
    assertThat(check.check(leaf, curve.sign(key, digest)).leafIndex()).isZero();
    assertWrong(() -> check.check(leaf, curve.sign(other, digest)));
    assertThat(check.check(leaf, curve.sign(key, digest)).leafIndex()).isZero();
  }

  @Test
  void refusesValuesOutOfRange() {
    byte[] key = new byte[32];
    key[31] = 7;
    UnsignedTx leaf =
        Batches.cancels(1, Address.ofPublicKey(curve.publicKey(key))).leaves().getFirst();
    Bytes one = padded(BigInteger.ONE);
    Bytes zero = padded(BigInteger.ZERO);
    Bytes order = padded(EcdsaSignature.N);
    Bytes most = Bytes.parseHex("ff".repeat(32));
    for (Bytes bad : new Bytes[] {zero, order, most}) {
      assertWrong(() -> check.complete(leaf, bad.concat(one)));
      assertWrong(() -> check.complete(leaf, one.concat(bad)));
    }
    assertWrong(() -> check.complete(leaf, one));
    assertWrong(() -> check.complete(leaf, one.concat(one).concat(one)));
  }

  private static Bytes padded(BigInteger value) {
    String hex = value.toString(16);
    return Bytes.parseHex("0".repeat(64 - hex.length()) + hex);
  }

  private static void assertWrong(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(SignerProblem.SIGNER_WRONG_SIGNATURE));
  }
}
