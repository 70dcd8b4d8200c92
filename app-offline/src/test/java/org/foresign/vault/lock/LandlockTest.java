package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values from linux/landlock.h and the table of versions in landlock(7). */
class LandlockTest {
  @ParameterizedTest
  @CsvSource({
    "1, ff1f000000000000 0000000000000000 0000000000000000",
    "2, ff3f000000000000 0000000000000000 0000000000000000",
    "3, ff7f000000000000 0000000000000000 0000000000000000",
    "4, ff7f000000000000 0300000000000000 0000000000000000",
    "5, ffff000000000000 0300000000000000 0000000000000000",
    "6, ffff000000000000 0300000000000000 0300000000000000",
    "7, ffff000000000000 0300000000000000 0300000000000000",
    "9, ffff000000000000 0300000000000000 0300000000000000"
  })
  void everyRightThatAVersionKnowsIsHandled(int abi, String expected) {
    assertThat(HexFormat.of().formatHex(Landlock.attribute(abi)))
        .isEqualTo(expected.replace(" ", ""));
  }

  @Test
  void readingStartsNothingAndWritingMakesPlainFilesOnly() {
    // EXECUTE is bit 0; MAKE_CHAR 6, MAKE_DIR 7, MAKE_SOCK 9, MAKE_FIFO 10, MAKE_BLOCK 11,
    // MAKE_SYM 12, REFER 13, IOCTL_DEV 15
    assertThat(Landlock.READ).isEqualTo(0b1100);
    assertThat(Landlock.WRITE & 0b1011_1110_1100_0001L).isZero();
    assertThat(Landlock.WRITE & Landlock.READ).isEqualTo(Landlock.READ);
  }

  @ParameterizedTest
  @CsvSource({"1, false, false", "3, false, false", "4, true, false", "6, true, true"})
  void thePageNamesOnlyWhatAVersionRefuses(int abi, boolean ports, boolean signals) {
    assertThat(Landlock.kinds(abi).contains("TCP ports")).isEqualTo(ports);
    assertThat(Landlock.kinds(abi).contains("signals")).isEqualTo(signals);
  }
}
