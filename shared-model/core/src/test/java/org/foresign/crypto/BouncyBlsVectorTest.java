package org.foresign.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Verdicts against an independent implementation; see vectors/noble/PROVENANCE.md. */
class BouncyBlsVectorTest {
  private final Bls bls = new BouncyBls();

  record Vector(String name, BlsTriple triple, boolean valid, boolean keyUsable) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Vector> vectors() throws Exception {
    try (InputStream in =
        BouncyBlsVectorTest.class.getResourceAsStream("/vectors/noble/bls-verify.json")) {
      List<Vector> vectors = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(in).get("cases")) {
        BlsTriple triple =
            new BlsTriple(
                Bytes.parseHex(node.get("publicKey").asString()),
                Bytes.parseHex(node.get("message").asString()),
                Bytes.parseHex(node.get("signature").asString()));
        vectors.add(
            new Vector(
                node.get("name").asString(),
                triple,
                node.get("valid").asBoolean(),
                node.get("publicKeyUsable").asBoolean()));
      }
      return vectors;
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void givesTheVerdictOfTheOtherImplementation(Vector vector) {
    byte[] key = vector.triple().publicKey().toArray();
    byte[] message = vector.triple().message().toArray();
    byte[] signature = vector.triple().signature().toArray();
    assertThat(bls.verify(key, message, signature)).isEqualTo(vector.valid());
    assertThat(bls.isValidPublicKey(key)).isEqualTo(vector.keyUsable());
    assertThat(bls.verifyAll(List.of(vector.triple()))).isEqualTo(vector.valid());
  }

  @Test
  void acceptsAllGoodOnesTogetherAndNoneWithABadOne() throws Exception {
    List<BlsTriple> good = vectors().stream().filter(Vector::valid).map(Vector::triple).toList();
    assertThat(bls.verifyAll(good)).isTrue();
    BlsTriple bad =
        vectors().stream()
            .filter(v -> v.name().equals("wrong message"))
            .map(Vector::triple)
            .findFirst()
            .orElseThrow();
    List<BlsTriple> mixed = new ArrayList<>(good);
    mixed.set(good.size() - 1, bad);
    assertThat(bls.verifyAll(mixed)).isFalse();
  }

  /** A plain sum of signatures would accept these: the two faults cancel out. */
  @Test
  void refusesSwappedSignatures() throws Exception {
    List<BlsTriple> good =
        new ArrayList<>(vectors().stream().filter(Vector::valid).map(Vector::triple).toList());
    BlsTriple first = good.get(0);
    BlsTriple second = good.get(1);
    good.set(0, new BlsTriple(first.publicKey(), first.message(), second.signature()));
    good.set(1, new BlsTriple(second.publicKey(), second.message(), first.signature()));
    assertThat(bls.verifyAll(good)).isFalse();
  }

  @Test
  void acceptsAnEmptyList() {
    assertThat(bls.verifyAll(List.of())).isTrue();
  }

  @Test
  void refusesWrongLengths() {
    assertThat(bls.isValidPublicKey(new byte[47])).isFalse();
    assertThat(bls.isValidSignature(new byte[97])).isFalse();
  }
}
