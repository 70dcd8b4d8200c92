package org.foresign.practice.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoryMixTest {
  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 20, 99, 1000})
  void usesEveryNonceAndHasABitOfEverything(int nonces) {
    StoryMix mix = StoryMix.of(nonces);

    assertThat(mix.nonces()).isEqualTo(nonces);
    assertThat(mix.stakes()).isPositive();
    assertThat(mix.payments()).isPositive();
    assertThat(mix.tokens()).isPositive();
    assertThat(mix.exits()).isEqualTo(1);
    assertThat(mix.withdrawals()).isEqualTo(1);
    assertThat(mix.consolidations()).isEqualTo(nonces > 6 ? 1 : 0);
    assertThat(mix.reserve()).isPositive();
    assertThat(mix.mixed()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  void refusesFewerThanEveryStepNeeds(int nonces) {
    assertThatIllegalArgumentException().isThrownBy(() -> StoryMix.of(nonces));
  }

  @Test
  void saysWhatThereIsAndNothingElse() {
    assertThat(StoryMix.of(7).words())
        .containsExactly(
            "1 stake",
            "1 payment",
            "1 token payment",
            "1 exit",
            "1 partial withdrawal",
            "1 consolidation",
            "1 reserve nonce");
    assertThat(StoryMix.stakes(100).mixed()).isZero();
    assertThat(StoryMix.stakes(100).words()).containsExactly("100 stakes", "2 reserve nonces");
  }
}
