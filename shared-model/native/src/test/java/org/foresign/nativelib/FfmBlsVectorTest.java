package org.foresign.nativelib;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Bls;
import org.foresign.crypto.BlsTriple;
import org.foresign.crypto.BouncyBls;
import org.foresign.testkit.Seeds;
import org.foresign.testkit.SharedData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** blst against noble's verdicts (core's vectors) and against Bouncy Castle. */
class FfmBlsVectorTest {
  private static final Path VECTORS =
      SharedData.projectRoot()
          .resolve("shared-model/core/src/test/resources/vectors/noble/bls-verify.json");

  private final Bls bouncy = new BouncyBls();
  private Bls bls;
  private List<JsonNode> cases;

  @BeforeEach
  void load() throws Exception {
    bls = FfmBls.load(Natives.folder());
    cases = new ArrayList<>();
    new ObjectMapper().readTree(Files.readAllBytes(VECTORS)).get("cases").forEach(cases::add);
  }

  @Test
  void givesTheVerdictsOfTheOtherImplementation() {
    assertThat(cases).hasSize(25);
    for (JsonNode node : cases) {
      BlsTriple triple = triple(node);
      boolean valid = node.get("valid").asBoolean();
      String name = node.get("name").asString();
      assertThat(verify(bls, triple)).as(name).isEqualTo(valid);
      assertThat(bls.verifyAll(List.of(triple))).as(name).isEqualTo(valid);
      assertThat(bls.isValidPublicKey(triple.publicKey().toArray()))
          .as(name)
          .isEqualTo(node.get("publicKeyUsable").asBoolean());
    }
  }

  @Test
  void agreesWithBouncyCastleAboutEverySignaturePoint() {
    for (JsonNode node : cases) {
      byte[] signature = triple(node).signature().toArray();
      assertThat(bls.isValidSignature(signature))
          .as(node.get("name").asString())
          .isEqualTo(bouncy.isValidSignature(signature));
    }
  }

  @Test
  void agreesWithBouncyCastleAboutMutatedBytes() {
    BlsTriple good = good().getFirst();
    Seeds.check(
        60,
        random -> {
          byte[] key = good.publicKey().toArray();
          byte[] signature = good.signature().toArray();
          key[random.nextInt(48)] ^= (byte) (1 << random.nextInt(8));
          signature[random.nextInt(96)] ^= (byte) (1 << random.nextInt(8));
          assertThat(bls.isValidPublicKey(key)).isEqualTo(bouncy.isValidPublicKey(key));
          assertThat(bls.isValidSignature(signature)).isEqualTo(bouncy.isValidSignature(signature));
        });
  }

  @Test
  void findsOneBadAmongManyWhereverItIs() {
    List<BlsTriple> many = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      many.add(good().get(i % 8));
    }
    assertThat(bls.verifyAll(many)).isTrue();
    for (int at : new int[] {0, 31, 32, 100, 149}) {
      List<BlsTriple> spoiled = new ArrayList<>(many);
      BlsTriple before = spoiled.get(at);
      Bytes message = spoiled.get((at + 1) % 8).message();
      spoiled.set(at, new BlsTriple(before.publicKey(), message, before.signature()));
      assertThat(bls.verifyAll(spoiled)).isFalse();
    }
  }

  @Test
  void namesExactlyTheWrongOnes() {
    Seeds.check(
        25,
        random -> {
          List<BlsTriple> many = new ArrayList<>();
          List<Integer> wrong = new ArrayList<>();
          int size = 1 + random.nextInt(90);
          int rarity = 1 + random.nextInt(40);
          for (int i = 0; i < size; i++) {
            boolean bad = random.nextInt(rarity) == 0;
            JsonNode chosen = bad ? cases.get(8 + random.nextInt(17)) : cases.get(i % 8);
            many.add(triple(chosen));
            if (bad) {
              wrong.add(i);
            }
          }
          assertThat(bls.findWrong(many)).isEqualTo(wrong);
          assertThat(bls.verifyAll(many)).isEqualTo(wrong.isEmpty());
        });
  }

  @Test
  void refusesABatchWithAnUnusablePoint() {
    for (JsonNode node : cases) {
      if (!node.get("publicKeyUsable").asBoolean()) {
        List<BlsTriple> mixed = new ArrayList<>(Collections.nCopies(40, good().getFirst()));
        mixed.set(35, triple(node));
        assertThat(bls.verifyAll(mixed)).as(node.get("name").asString()).isFalse();
      }
    }
  }

  /** A plain sum of signatures would accept these: the faults cancel out. */
  @Test
  void refusesSwappedSignatures() {
    List<BlsTriple> swapped = new ArrayList<>(good());
    BlsTriple first = swapped.get(0);
    BlsTriple second = swapped.get(1);
    swapped.set(0, new BlsTriple(first.publicKey(), first.message(), second.signature()));
    swapped.set(1, new BlsTriple(second.publicKey(), second.message(), first.signature()));
    assertThat(bls.verifyAll(swapped)).isFalse();
  }

  @Test
  void acceptsAnEmptyListAndRefusesWrongLengths() {
    assertThat(bls.verifyAll(List.of())).isTrue();
    assertThat(bls.findWrong(List.of())).isEmpty();
    assertThat(bls.verify(new byte[47], new byte[32], new byte[96])).isFalse();
    assertThat(bls.isValidPublicKey(new byte[49])).isFalse();
    assertThat(bls.isValidSignature(new byte[95])).isFalse();
  }

  private List<BlsTriple> good() {
    return cases.stream()
        .filter(node -> node.get("valid").asBoolean())
        .map(FfmBlsVectorTest::triple)
        .toList();
  }

  private static boolean verify(Bls bls, BlsTriple triple) {
    return bls.verify(
        triple.publicKey().toArray(), triple.message().toArray(), triple.signature().toArray());
  }

  private static BlsTriple triple(JsonNode node) {
    return new BlsTriple(
        Bytes.parseHex(node.get("publicKey").asString()),
        Bytes.parseHex(node.get("message").asString()),
        Bytes.parseHex(node.get("signature").asString()));
  }
}
