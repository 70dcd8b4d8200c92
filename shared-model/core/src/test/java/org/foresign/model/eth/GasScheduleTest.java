package org.foresign.model.eth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.foresign.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Expected numbers are the worked examples in the EIPs named in {@link GasSchedule}. */
class GasScheduleTest {
  @Test
  void keepsTheNumbersOfTheFormat() {
    assertThat(GasSchedule.ofId(1)).isEqualTo(GasSchedule.OSAKA);
    assertThat(GasSchedule.ofId(2)).isEqualTo(GasSchedule.AMSTERDAM);
    assertThatThrownBy(() -> GasSchedule.ofId(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GasSchedule.ofId(3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void chargesAPlainTransferOnBothSides() {
    assertThat(GasSchedule.OSAKA.intrinsicGas(Bytes.EMPTY, false, true)).isEqualTo(21_000);
    assertThat(GasSchedule.OSAKA.intrinsicGas(Bytes.EMPTY, true, false)).isEqualTo(21_000);
    assertThat(GasSchedule.AMSTERDAM.intrinsicGas(Bytes.EMPTY, false, true)).isEqualTo(21_000);
    assertThat(GasSchedule.AMSTERDAM.intrinsicGas(Bytes.EMPTY, true, true)).isEqualTo(12_000);
    assertThat(
            GasSchedule.AMSTERDAM.intrinsicGas(Bytes.EMPTY, false, true)
                + GasSchedule.AMSTERDAM.newAccount())
        .isEqualTo(204_600);
    assertThat(GasSchedule.AMSTERDAM.minimumGasLimit(Bytes.EMPTY, true, false)).isEqualTo(12_000);
  }

  @Test
  void pricesCalldataByByteAndFloor() {
    Bytes mixed = Bytes.of(new byte[] {0, 0, 0, 1, 2});
    assertThat(GasSchedule.OSAKA.intrinsicGas(mixed, false, false)).isEqualTo(21_000 + 12 + 32);
    assertThat(GasSchedule.OSAKA.floorGas(mixed)).isEqualTo(21_000 + 30 + 80);
    assertThat(GasSchedule.AMSTERDAM.floorGas(Bytes.of(new byte[420]))).isEqualTo(47_880);
    assertThat(GasSchedule.OSAKA.minimumGasLimit(mixed, false, false)).isEqualTo(21_110);
  }

  @ParameterizedTest
  @EnumSource(GasUse.class)
  void recommendsLimitsUnderTheCapOfATransaction(GasUse use) {
    assertThat(use.recommendedLimit())
        .isGreaterThan(GasSchedule.AMSTERDAM.intrinsicGas(Bytes.EMPTY, false, true))
        .isLessThan(GasSchedule.MAX_TRANSACTION_GAS);
  }

  @Test
  void coversTheDearestPathOfEachUseAfterTheUpgrade() {
    GasSchedule next = GasSchedule.AMSTERDAM;
    assertThat(GasUse.TRANSFER.recommendedLimit()).isGreaterThan(204_600);
    assertThat(GasUse.STAKING_REQUEST.recommendedLimit())
        .isGreaterThan(21_000 + 96 * 64 + 6 * (GasSchedule.COLD_SLOT + next.newSlot()));
  }
}
