package org.foresign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.foresign.crypto.Vectors.hex;

import java.io.IOException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class Ed25519Test {
  @Test
  void followsRfc8032() throws IOException {
    JsonNode vectors = Vectors.read("rfc8032/ed25519.json");
    assertThat(vectors.size()).isEqualTo(4);
    for (JsonNode vector : vectors) {
      byte[] secret = hex(vector, "secret");
      byte[] message = hex(vector, "message");
      byte[] signature = hex(vector, "signature");
      assertThat(Ed25519.publicKey(secret)).isEqualTo(hex(vector, "public"));
      assertThat(Ed25519.sign(secret, message)).isEqualTo(signature);
      assertThat(Ed25519.verify(hex(vector, "public"), message, signature)).isTrue();
    }
  }

  @Test
  void agreesWithTheJdkAndRefusesEveryFlippedBit() {
    Seeds.check(
        20,
        random -> {
          byte[] secret = Seeds.bytes(random, 32);
          byte[] message = Seeds.bytes(random, random.nextInt(100));
          Signature jdk = Signature.getInstance("Ed25519");
          jdk.initSign(
              KeyFactory.getInstance("Ed25519")
                  .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret)));
          jdk.update(message);
          byte[] signature = Ed25519.sign(secret, message);
          assertThat(signature).isEqualTo(jdk.sign());
          byte[] key = Ed25519.publicKey(secret);
          int bit = random.nextInt(512);
          signature[bit / 8] ^= (byte) (1 << bit % 8);
          assertThat(Ed25519.verify(key, message, signature)).isFalse();
        });
  }

  @Test
  void refusesKeysThatAreNotOfPrimeOrder() throws IOException {
    JsonNode points = Vectors.read("small-order/points.json").get("ed25519");
    for (String kind : new String[] {"smallOrder", "withTorsion", "offCurve"}) {
      assertThat(points.get(kind).size()).isPositive();
      for (JsonNode point : points.get(kind)) {
        assertThat(Ed25519.isValidPublicKey(hex(point))).as(kind + " " + point).isFalse();
        assertThat(Ed25519.verify(hex(point), new byte[0], new byte[64])).isFalse();
      }
    }
    for (JsonNode point : points.get("good")) {
      assertThat(Ed25519.isValidPublicKey(hex(point))).isTrue();
    }
  }

  @Test
  void refusesWrongLengthsAndHighS() throws IOException {
    JsonNode vector = Vectors.read("rfc8032/ed25519.json").get(1);
    byte[] key = hex(vector, "public");
    byte[] signature = hex(vector, "signature");
    assertThat(Ed25519.isValidPublicKey(new byte[31])).isFalse();
    assertThat(Ed25519.isValidPublicKey(new byte[33])).isFalse();
    assertThat(Ed25519.verify(key, hex(vector, "message"), new byte[63])).isFalse();
    // s + L is the other form of the same signature (RFC 8032 section 8.4)
    byte[] order =
        java.util.HexFormat.of()
            .parseHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    int carry = 0;
    for (int i = 0; i < 32; i++) {
      int sum = (signature[32 + i] & 0xff) + (order[i] & 0xff) + carry;
      signature[32 + i] = (byte) sum;
      carry = sum >> 8;
    }
    assertThat(Ed25519.verify(key, hex(vector, "message"), signature)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> Ed25519.sign(new byte[31], key));
    assertThatIllegalArgumentException().isThrownBy(() -> Ed25519.publicKey(new byte[64]));
  }
}
