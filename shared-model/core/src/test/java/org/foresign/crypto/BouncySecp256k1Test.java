package org.foresign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.foresign.crypto.Vectors.hex;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.util.BigIntegers;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import tools.jackson.databind.JsonNode;

class BouncySecp256k1Test {
  private final Secp256k1 curve = new BouncySecp256k1();

  @Test
  void followsTheSharedVectors() throws IOException {
    JsonNode vectors = Vectors.read("rfc6979-secp256k1/signatures.json");
    assertThat(vectors.size()).isEqualTo(8);
    for (JsonNode vector : vectors) {
      byte[] key = hex(vector, "key");
      byte[] digest =
          Sha256.hash(vector.get("message").asString().getBytes(StandardCharsets.UTF_8));
      EcdsaSignature signature = curve.sign(key, digest);
      assertThat(signature.compact().hex()).isEqualTo(vector.get("signature").asString());
      assertThat(curve.recover(digest, signature)).isEqualTo(curve.publicKey(key));
    }
  }

  @Test
  void agreesWithWeb3j() {
    Seeds.check(
        60,
        random -> {
          byte[] key = Seeds.bytes(random, 32);
          byte[] digest = Seeds.bytes(random, 32);
          ECKeyPair pair = ECKeyPair.create(key);
          Sign.SignatureData theirs = Sign.signMessage(digest, pair, false);
          EcdsaSignature ours = curve.sign(key, digest);
          assertThat(ours.compact().toArray())
              .isEqualTo(Bytes.of(theirs.getR()).concat(Bytes.of(theirs.getS())).toArray());
          assertThat(ours.yParity()).isEqualTo(theirs.getV()[0] - 27);
          byte[] publicKey = curve.publicKey(key);
          assertThat(new BigInteger(1, java.util.Arrays.copyOfRange(publicKey, 1, 65)))
              .isEqualTo(pair.getPublicKey());
          assertThat(curve.recover(digest, ours)).isEqualTo(publicKey);
          assertThat(Address.recovered(curve, digest, ours))
              .isEqualTo(Address.parse("0x" + Keys.getAddress(pair)));
          EcdsaSignature wrongParity = new EcdsaSignature(ours.compact(), 1 - ours.yParity());
          assertThat(curve.recover(digest, wrongParity)).isNotEqualTo(publicKey);
        });
  }

  @Test
  void digestsAboveTheOrderSignAsWeb3jDoes() throws Exception {
    byte[] key = new byte[32];
    key[31] = 3;
    for (byte[] digest : new byte[][] {filled(0xff), filled(0x00), order()}) {
      Sign.SignatureData theirs = Sign.signMessage(digest, ECKeyPair.create(key), false);
      EcdsaSignature ours = curve.sign(key, digest);
      assertThat(ours.compact()).isEqualTo(Bytes.of(theirs.getR()).concat(Bytes.of(theirs.getS())));
      assertThat(ours.yParity()).isEqualTo(theirs.getV()[0] - 27);
      assertThat(curve.recover(digest, ours)).isEqualTo(curve.publicKey(key));
    }
  }

  @Test
  void knowsWhichPrivateKeysExist() {
    assertThat(curve.isValidPrivateKey(new byte[32])).isFalse();
    assertThat(curve.isValidPrivateKey(order())).isFalse();
    assertThat(curve.isValidPrivateKey(filled(0xff))).isFalse();
    assertThat(curve.isValidPrivateKey(new byte[31])).isFalse();
    assertThat(curve.isValidPrivateKey(new byte[33])).isFalse();
    byte[] highest = BigIntegers.asUnsignedByteArray(32, EcdsaSignature.N.subtract(BigInteger.ONE));
    assertThat(curve.isValidPrivateKey(highest)).isTrue();
    byte[] digest = new byte[32];
    assertThatIllegalArgumentException().isThrownBy(() -> curve.sign(new byte[32], digest));
    assertThatIllegalArgumentException().isThrownBy(() -> curve.publicKey(order()));
    assertThatIllegalArgumentException().isThrownBy(() -> curve.sign(highest, new byte[31]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> curve.signInto(highest, digest, new byte[64]));
  }

  @Test
  void refusesToRecoverFromAnImpossibleR() {
    // 5 is not the x of a point: 5^3 + 7 = 132 is no square modulo p
    byte[] compact = new byte[64];
    compact[31] = 5;
    compact[63] = 1;
    EcdsaSignature signature = new EcdsaSignature(Bytes.of(compact), 0);
    assertThatIllegalArgumentException().isThrownBy(() -> curve.recover(new byte[32], signature));
  }

  @Test
  void bestFallsBackWhenNoProviderIsThere() {
    assertThat(Secp256k1.best().name()).isEqualTo(curve.name());
  }

  private static byte[] order() {
    return BigIntegers.asUnsignedByteArray(32, EcdsaSignature.N);
  }

  private static byte[] filled(int value) {
    byte[] out = new byte[32];
    java.util.Arrays.fill(out, (byte) value);
    return out;
  }
}
