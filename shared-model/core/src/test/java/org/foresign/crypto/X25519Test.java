package org.foresign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresign.crypto.Vectors.hex;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;
import org.bouncycastle.util.Arrays;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class X25519Test {
  @Test
  void followsRfc7748() throws IOException, ProblemException {
    JsonNode vectors = Vectors.read("rfc7748/x25519.json");
    JsonNode function = vectors.get("function");
    assertThat(X25519.agree(hex(function, "scalar"), hex(function, "u")))
        .isEqualTo(hex(function, "out"));
    byte[] alice = hex(vectors, "alicePrivate");
    byte[] bob = hex(vectors, "bobPrivate");
    assertThat(X25519.publicKey(alice)).isEqualTo(hex(vectors, "alicePublic"));
    assertThat(X25519.publicKey(bob)).isEqualTo(hex(vectors, "bobPublic"));
    assertThat(X25519.agree(alice, X25519.publicKey(bob))).isEqualTo(hex(vectors, "shared"));
    assertThat(X25519.agree(bob, X25519.publicKey(alice))).isEqualTo(hex(vectors, "shared"));
  }

  @Test
  void agreesWithTheJdk() {
    Seeds.check(
        20,
        random -> {
          byte[] secret = Seeds.bytes(random, 32);
          byte[] other = X25519.publicKey(Seeds.bytes(random, 32));
          KeyFactory keys = KeyFactory.getInstance("X25519");
          KeyAgreement jdk = KeyAgreement.getInstance("X25519");
          jdk.init(keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
          BigInteger u = new BigInteger(1, Arrays.reverse(other));
          jdk.doPhase(
              keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, u)), true);
          assertThat(X25519.agree(secret, other)).isEqualTo(jdk.generateSecret());
          assertThat(X25519.isValidPublicKey(other)).isTrue();
        });
  }

  @Test
  void refusesSmallOrderAndNonCanonicalKeys() throws IOException {
    byte[] secret = new byte[32];
    secret[5] = 7;
    JsonNode points = Vectors.read("small-order/points.json").get("x25519");
    for (String kind : new String[] {"smallOrder", "nonCanonical"}) {
      assertThat(points.get(kind).size()).isGreaterThan(4);
      for (JsonNode point : points.get(kind)) {
        refuses(secret, hex(point));
      }
    }
    refuses(secret, hex(Vectors.read("rfc7748/x25519.json").get("topBitSet"), "u"));
    refuses(secret, new byte[31]);
    refuses(secret, new byte[33]);
  }

  @Test
  void refusesAPrivateKeyOfAnotherLength() {
    assertThatIllegalArgumentException().isThrownBy(() -> X25519.publicKey(new byte[31]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> X25519.agree(new byte[33], X25519.publicKey(new byte[32])));
  }

  private static void refuses(byte[] secret, byte[] key) {
    assertThat(X25519.isValidPublicKey(key)).isFalse();
    assertThatThrownBy(() -> X25519.agree(secret, key))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(CryptoProblem.PUBLIC_KEY_REFUSED));
  }
}
