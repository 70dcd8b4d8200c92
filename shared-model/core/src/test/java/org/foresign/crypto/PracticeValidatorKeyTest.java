package org.foresign.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PracticeValidatorKeyTest {
  private static final byte[] MESSAGE = Sha256.hash(new byte[] {1, 2, 3});

  private final PracticeValidatorKey key = PracticeValidatorKey.of("a text", 7);

  @Test
  void signsSoThatTheConsensusSuiteVerifies() {
    BouncyBls bls = new BouncyBls();

    byte[] signature = key.sign(MESSAGE).toArray();

    assertThat(bls.isValidPublicKey(key.publicKey().toArray())).isTrue();
    assertThat(bls.verify(key.publicKey().toArray(), MESSAGE, signature)).isTrue();
    byte[] other = MESSAGE.clone();
    other[0] ^= 1;
    assertThat(bls.verify(key.publicKey().toArray(), other, signature)).isFalse();
  }

  @Test
  void isTheSameForTheSameTextAndNumberOnly() {
    assertThat(PracticeValidatorKey.of("a text", 7).publicKey()).isEqualTo(key.publicKey());
    assertThat(PracticeValidatorKey.of("a text", 8).publicKey()).isNotEqualTo(key.publicKey());
    assertThat(PracticeValidatorKey.of("b text", 7).publicKey()).isNotEqualTo(key.publicKey());
  }
}
