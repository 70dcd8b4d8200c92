package org.foresign.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MeasureTest {
  @Test
  void selectsAllRowsWithoutAPrefix() {
    assertThat(Measure.select(List.of())).containsExactly(Measure.values());
  }

  @Test
  void selectsByFamilyByIdAndByBothInTableOrder() {
    assertThat(Measure.select(List.of("sign")))
        .containsExactly(Measure.SIGN_NATIVE, Measure.SIGN_CHECKED, Measure.SIGN_FALLBACK);
    assertThat(Measure.select(List.of("trip.rss_mb"))).containsExactly(Measure.TRIP_MEMORY);
    assertThat(Measure.select(List.of("bytes.", "judge.deposits500_s")))
        .containsExactly(Measure.JUDGE_DEPOSITS, Measure.BYTES_SIGNED, Measure.BYTES_REQUEST);
  }

  @Test
  void refusesAPrefixThatNoRowStartsWith() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Measure.select(List.of("sign", "speed")))
        .withMessage("speed");
  }

  @Test
  void anIdStandsForOneRow() {
    assertThat(Arrays.stream(Measure.values()).map(Measure::id).collect(Collectors.toSet()))
        .hasSize(Measure.values().length);
  }

  @Test
  void aGoalHoldsOnItsOwnSideOnly() {
    assertThat(Measure.SIGN_NATIVE.holds(12)).isTrue();
    assertThat(Measure.SIGN_NATIVE.holds(11.9)).isFalse();
    assertThat(Measure.BYTES_REQUEST.holds(460)).isTrue();
    assertThat(Measure.BYTES_REQUEST.holds(461)).isFalse();
  }
}
