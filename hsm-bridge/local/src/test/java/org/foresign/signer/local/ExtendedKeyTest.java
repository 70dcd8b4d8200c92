package org.foresign.signer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresign.signer.local.Vectors.ACCESS;
import static org.foresign.signer.local.Vectors.CURVE;
import static org.foresign.signer.local.Vectors.assertProblem;
import static org.foresign.signer.local.Vectors.hex;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.secret.SecretBytes;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExtendedKeyTest {
  private static final String ORDER =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

  @Test
  void agreesWithTheVectorsOfBip32() throws Exception {
    JsonNode vectors = Vectors.json("bip32/vectors.json").get("valid");
    assertThat(vectors.size()).isEqualTo(17);
    for (JsonNode one : vectors) {
      ExtendedPrivateText expected = ExtendedPrivateText.parse(one.get("xprv").asString());
      DerivationPath path = DerivationPath.parse(one.get("path").asString());
      try (SecretBytes seed = SecretBytes.take(hex(one.get("seed").asString()));
          ExtendedKey master = ExtendedKey.master(seed, CURVE, ACCESS);
          ExtendedKey key = master.derive(path)) {
        assertThat(hex(key.privateKey())).as(path.toString()).isEqualTo(text(expected.key()));
        assertThat(hex(key.chainCode())).as(path.toString()).isEqualTo(text(expected.chain()));
        assertThat(path.steps()).hasSize(expected.depth());
      }
    }
  }

  @Test
  void findsEachInvalidKeyOfBip32Invalid() throws Exception {
    JsonNode vectors = Vectors.json("bip32/vectors.json").get("invalid");
    assertThat(vectors.size()).isEqualTo(16);
    for (JsonNode one : vectors) {
      assertThatThrownBy(() -> ExtendedPrivateText.parse(one.get("key").asString()))
          .as(one.get("why").asString())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesTheInvalidPrivateKeysOfBip32() {
    for (String key : List.of("00".repeat(32), ORDER, "ff".repeat(32))) {
      assertProblem(
          KeyProblem.KEY_CHILD_INVALID,
          () -> ExtendedKey.checked(hex(key + "11".repeat(32)), CURVE, ACCESS));
      assertProblem(
          KeyProblem.KEY_CHILD_INVALID,
          () -> ExtendedKey.combine(hex(key + "11".repeat(32)), hex("22".repeat(32)), CURVE));
    }
  }

  @Test
  void refusesAChildThatWouldBeZero() throws Exception {
    byte[] left = hex("33".repeat(32));
    BigInteger parent =
        new BigInteger(ORDER, 16).subtract(new BigInteger(1, left)).mod(EcdsaSignature.N);
    byte[] code = Arrays.copyOf(left, 64);
    ExtendedKey.combine(code, padded(parent), CURVE);
    assertThat(Arrays.copyOf(code, 32)).containsOnly(0);
    assertProblem(KeyProblem.KEY_CHILD_INVALID, () -> ExtendedKey.checked(code, CURVE, ACCESS));
  }

  @Test
  void addsAsBigIntegersDo() {
    BigInteger order = new BigInteger(ORDER, 16);
    Seeds.check(
        2_000,
        random -> {
          BigInteger a = new BigInteger(1, Seeds.bytes(random, 32)).mod(order);
          BigInteger b =
              switch (random.nextInt(4)) {
                case 0 -> order.subtract(a).mod(order);
                case 1 -> order.subtract(a).add(BigInteger.ONE).mod(order);
                case 2 -> order.subtract(BigInteger.ONE);
                default -> new BigInteger(1, Seeds.bytes(random, 32)).mod(order);
              };
          byte[] out = new byte[32];
          Scalars.add(padded(a), padded(b), out);
          assertThat(new BigInteger(1, out)).isEqualTo(a.add(b).mod(order));
        });
  }

  @Test
  void refusesSeedsOfOtherLengths() {
    for (int size : new int[] {0, 15, 65}) {
      try (SecretBytes seed = SecretBytes.take(new byte[size])) {
        assertThatThrownBy(() -> ExtendedKey.master(seed, CURVE, ACCESS))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  private static byte[] padded(BigInteger value) {
    String digits = value.toString(16);
    return hex("0".repeat(64 - digits.length()) + digits);
  }

  private static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
