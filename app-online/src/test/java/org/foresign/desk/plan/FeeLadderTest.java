package org.foresign.desk.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeeLadderTest {
  private static final long REQUEST_GAS = 1_000_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 1_000_000_000L, 20_000_000_000L, 60_000_000_000L})
  void everyTierReplacesTheOneBelowAndStaysUnderOneEther(long baseFee) throws ProblemException {
    FeeLadder ladder =
        FeeLadder.fitting(Wei.of(baseFee), Wei.ofGwei(1), 3, 3, REQUEST_GAS, GasLimits.CANCEL);
    List<FeeCaps> all = new ArrayList<>(ladder.spend());
    all.addAll(ladder.cancel());
    assertThat(all).hasSize(6);
    for (int i = 1; i < all.size(); i++) {
      assertThat(all.get(i).replaces(all.get(i - 1))).isTrue();
    }
    assertThat(ladder.spend().getLast().maxFeePerGas().times(REQUEST_GAS))
        .isLessThanOrEqualTo(Wei.ONE_ETHER);
    assertThat(ladder.cancel().getLast().maxFeePerGas().times(GasLimits.CANCEL))
        .isLessThanOrEqualTo(Wei.ONE_ETHER);
  }

  @Test
  void startsAtTenTimesTheBaseFeePlusTipWhenThereIsRoom() throws ProblemException {
    FeeLadder ladder =
        FeeLadder.fitting(Wei.ofGwei(5), Wei.ofGwei(2), 2, 1, 300_000, GasLimits.CANCEL);
    assertThat(ladder.spend().getFirst()).isEqualTo(new FeeCaps(Wei.ofGwei(52), Wei.ofGwei(2)));
    assertThat(ladder.spend().getLast())
        .isEqualTo(new FeeCaps(Wei.ofGwei(78), Wei.of(2_500_000_000L)));
    assertThat(ladder.cancel().getFirst())
        .isEqualTo(new FeeCaps(Wei.ofGwei(117), Wei.of(3_125_000_000L)));
  }

  @Test
  void refusesWhenNoLadderKeepsTheLimit() {
    assertThatThrownBy(() ->
            FeeLadder.fitting(Wei.ofGwei(600), Wei.ofGwei(2), 3, 3, REQUEST_GAS, GasLimits.CANCEL))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(PlanProblem.PLAN_FEES_TOO_HIGH));
  }
}
