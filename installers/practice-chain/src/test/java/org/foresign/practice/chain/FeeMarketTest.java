package org.foresign.practice.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.foresign.model.eth.Wei;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

class FeeMarketTest {
  /** go-ethereum consensus/misc/eip1559, TestCalcBaseFee. */
  @Test
  void movesAsGethsTableSays() {
    assertThat(next(1_000_000_000, 10_000_000, 20_000_000)).isEqualTo(1_000_000_000);
    assertThat(next(1_000_000_000, 9_000_000, 20_000_000)).isEqualTo(987_500_000);
    assertThat(next(1_000_000_000, 11_000_000, 20_000_000)).isEqualTo(1_012_500_000);
  }

  @Test
  void risesByAtLeastOneWeiAndNeverReachesZero() {
    assertThat(next(1, 20_000_000, 20_000_000)).isEqualTo(2);
    assertThat(next(1, 0, 20_000_000)).isEqualTo(1);
    assertThat(next(7, 0, 20_000_000)).isEqualTo(7);
    assertThat(next(8, 0, 20_000_000)).isEqualTo(7);
  }

  @Test
  void growsAboutTenfoldInTwentyFullBlocks() {
    Wei fee = Wei.ONE_GWEI;
    for (int i = 0; i < 20; i++) {
      fee = FeeMarket.next(fee, 60_000_000, 60_000_000);
    }
    assertThat(fee.value().longValueExact()).isBetween(10_540_000_000L, 10_550_000_000L);
  }

  /** The rule of EIP-1559 in exact fractions, rounded down where Python's // does. */
  @Test
  void agreesWithTheRuleInExactFractions() {
    Seeds.check(
        2_000,
        random -> {
          long parent = 1 + random.nextLong(1L << 50);
          long limit = 2 * (1 + random.nextLong(40_000_000));
          long used = random.nextLong(limit + 1);
          BigDecimal target = BigDecimal.valueOf(limit / 2);
          BigDecimal distance = BigDecimal.valueOf(used).subtract(target);
          BigInteger step =
              BigDecimal.valueOf(parent)
                  .multiply(distance.abs())
                  .divide(target, 0, RoundingMode.FLOOR)
                  .divide(BigDecimal.valueOf(8), 0, RoundingMode.FLOOR)
                  .toBigIntegerExact();
          BigInteger expected =
              switch (distance.signum()) {
                case 1 -> BigInteger.valueOf(parent).add(step.max(BigInteger.ONE));
                case -1 -> BigInteger.valueOf(parent).subtract(step);
                default -> BigInteger.valueOf(parent);
              };
          assertThat(FeeMarket.next(Wei.of(parent), used, limit).value()).isEqualTo(expected);
        });
  }

  private static long next(long baseFee, long used, long limit) {
    return FeeMarket.next(Wei.of(baseFee), used, limit).value().longValueExact();
  }
}
