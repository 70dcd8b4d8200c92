package org.foresign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresign.crypto.Vectors.hex;

import java.io.IOException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SymmetricTest {
  @Test
  void hkdfFollowsRfc5869() throws IOException {
    JsonNode vectors = Vectors.read("rfc5869/hkdf.json");
    assertThat(vectors.size()).isEqualTo(3);
    for (JsonNode vector : vectors) {
      byte[] okm = hex(vector, "okm");
      assertThat(
              HkdfSha256.derive(
                  hex(vector, "ikm"), hex(vector, "salt"), hex(vector, "info"), okm.length))
          .isEqualTo(okm);
    }
  }

  @Test
  void hkdfAgreesWithTheJdk() {
    Seeds.check(
        50,
        random -> {
          byte[] ikm = Seeds.bytes(random, 1 + random.nextInt(80));
          byte[] salt = Seeds.bytes(random, 1 + random.nextInt(80));
          byte[] info = Seeds.bytes(random, random.nextInt(80));
          int length = 1 + random.nextInt(255 * 32);
          byte[] jdk =
              KDF.getInstance("HKDF-SHA256")
                  .deriveData(
                      HKDFParameterSpec.ofExtract()
                          .addIKM(ikm)
                          .addSalt(salt)
                          .thenExpand(info, length));
          assertThat(HkdfSha256.derive(ikm, salt, info, length)).isEqualTo(jdk);
        });
  }

  @Test
  void hkdfRefusesMoreThanItCanGive() {
    byte[] any = new byte[32];
    assertThat(HkdfSha256.expand(any, any, 255 * 32)).hasSize(8160);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HkdfSha256.expand(any, any, 255 * 32 + 1));
  }

  @Test
  void aesGcmFollowsItsVectors() throws IOException, ProblemException {
    for (JsonNode vector : Vectors.read("nist-gcm/aes256gcm.json")) {
      byte[] key = hex(vector, "key");
      byte[] nonce = hex(vector, "nonce");
      byte[] aad = hex(vector, "aad");
      byte[] sealed = hex(vector, "sealed");
      assertThat(AesGcm256.seal(key, nonce, aad, hex(vector, "plaintext"))).isEqualTo(sealed);
      assertThat(AesGcm256.open(key, nonce, aad, sealed)).isEqualTo(hex(vector, "plaintext"));
    }
  }

  @Test
  void aesGcmRefusesEveryChange() {
    byte[] key = new byte[32];
    byte[] nonce = new byte[12];
    byte[] aad = {1, 2, 3};
    byte[] sealed = AesGcm256.seal(key, nonce, aad, "pay the bearer".getBytes());
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      broken(() -> AesGcm256.open(key, nonce, aad, changed));
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(sealed, length);
      broken(() -> AesGcm256.open(key, nonce, aad, cut));
    }
    byte[] otherKey = key.clone();
    otherKey[31] = 1;
    byte[] otherNonce = nonce.clone();
    otherNonce[11] = 1;
    broken(() -> AesGcm256.open(otherKey, nonce, aad, sealed));
    broken(() -> AesGcm256.open(key, otherNonce, aad, sealed));
    broken(() -> AesGcm256.open(key, nonce, new byte[] {1, 2}, sealed));
  }

  @Test
  void aesGcmRefusesOtherKeyAndNonceLengths() {
    byte[] none = new byte[0];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AesGcm256.seal(new byte[16], new byte[12], none, none));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AesGcm256.seal(new byte[32], new byte[16], none, none));
  }

  @Test
  void argon2idFollowsRfc9106() throws IOException {
    JsonNode vector = Vectors.read("rfc9106/argon2id.json");
    assertThat(
            Argon2id.run(
                hex(vector, "password"),
                hex(vector, "salt"),
                hex(vector, "secret"),
                hex(vector, "associated"),
                vector.get("memoryKib").asInt(),
                vector.get("passes").asInt(),
                vector.get("lanes").asInt(),
                32))
        .isEqualTo(hex(vector, "tag"));
  }

  /** Bouncy Castle's is another implementation. */
  @ParameterizedTest
  @CsvSource({
    "8, 1, 1, 16",
    "32, 3, 4, 32",
    "67, 2, 3, 64",
    "1024, 1, 1, 32",
    "2048, 4, 4, 40",
    "4099, 2, 7, 32",
    "8192, 1, 16, 64",
    "600, 9, 1, 32"
  })
  void argon2idIsThatOfBouncyCastle(int memoryKib, int passes, int lanes, int length) {
    Seeds.check(
        3,
        random -> {
          byte[] passphrase = Seeds.bytes(random, random.nextInt(200));
          byte[] salt = Seeds.bytes(random, 8 + random.nextInt(40));
          byte[] secret = Seeds.bytes(random, random.nextInt(33));
          byte[] associated = Seeds.bytes(random, random.nextInt(33));
          byte[] expected = new byte[length];
          var generator = new org.bouncycastle.crypto.generators.Argon2BytesGenerator();
          generator.init(
              new org.bouncycastle.crypto.params.Argon2Parameters.Builder(2)
                  .withVersion(0x13)
                  .withSalt(salt)
                  .withSecret(secret)
                  .withAdditional(associated)
                  .withMemoryAsKB(memoryKib)
                  .withIterations(passes)
                  .withParallelism(lanes)
                  .build());
          generator.generateBytes(passphrase, expected);
          assertThat(
                  Argon2id.run(
                      passphrase, salt, secret, associated, memoryKib, passes, lanes, length))
              .isEqualTo(expected);
        });
  }

  @Test
  void aSecondIsReachedByMorePassesAndNeverByFewer() {
    Argon2Parameters least = Argon2Parameters.DEFAULT;
    assertThat(least.towardsASecond(500).passes()).isEqualTo(6);
    assertThat(least.towardsASecond(0).passes()).isEqualTo(64);
    assertThat(least.towardsASecond(5_000)).isEqualTo(least);
    assertThat(Argon2Parameters.MINIMUM.towardsASecond(1)).isEqualTo(Argon2Parameters.MINIMUM);
  }

  @Test
  void argon2idDependsOnEveryInputAndLeavesThemAlone() {
    byte[] passphrase = "correct horse".getBytes();
    byte[] salt = new byte[16];
    byte[] secret = {9};
    byte[] key = Argon2id.derive(passphrase, salt, secret, Argon2Parameters.MINIMUM, 32);
    assertThat(new String(passphrase)).isEqualTo("correct horse");
    assertThat(secret).containsExactly(9);
    assertThat(key).hasSize(32);
    byte[] none = new byte[0];
    assertThat(Argon2id.derive(passphrase, salt, none, Argon2Parameters.MINIMUM, 32))
        .isNotEqualTo(key);
  }

  @Test
  void argon2ParametersHaveLimitsOnBothSides() throws ProblemException {
    assertThat(Argon2Parameters.checked(65_536, 3, 1).memoryKib()).isEqualTo(65_536);
    assertThat(Argon2Parameters.checked(2_097_152, 64, 16).lanes()).isEqualTo(16);
    refusedCost(65_535, 3, 1);
    refusedCost(2_097_153, 3, 1);
    refusedCost(65_536, 2, 1);
    refusedCost(65_536, 65, 1);
    refusedCost(65_536, 3, 0);
    refusedCost(65_536, 3, 17);
    refusedCost(Long.MAX_VALUE, 3, 1);
    refusedCost(4_295_032_832L, 3, 1); // 65,536 when cut to 32 bits
    refusedCost(-1, -1, -1);
    assertThatIllegalArgumentException().isThrownBy(() -> new Argon2Parameters(8, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Argon2id.derive(new byte[1], new byte[8], new byte[0], Argon2Parameters.MINIMUM, 32));
  }

  @Test
  void constantTimeComparisonLooksAtLengthAndContent() {
    assertThat(ConstantTime.equals(new byte[] {1, 2}, new byte[] {1, 2})).isTrue();
    assertThat(ConstantTime.equals(new byte[] {1, 2}, new byte[] {1, 3})).isFalse();
    assertThat(ConstantTime.equals(new byte[] {1, 2}, new byte[] {1, 2, 0})).isFalse();
    assertThat(ConstantTime.equals(new byte[0], new byte[0])).isTrue();
  }

  private static void refusedCost(long memory, long passes, long lanes) {
    assertThatThrownBy(() -> Argon2Parameters.checked(memory, passes, lanes))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(CryptoProblem.KDF_PARAMETERS_REFUSED));
  }

  private static void broken(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(CryptoProblem.SEAL_BROKEN));
  }
}
