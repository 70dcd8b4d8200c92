package org.foresign.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void countsAreGroupedFromAThousandOn() {
    assertThat(Numbers.count(0)).isEqualTo("0");
    assertThat(Numbers.count(999)).isEqualTo("999");
    assertThat(Numbers.count(1_000)).isEqualTo("1\u00a0000");
    assertThat(Numbers.count(23_901_118)).isEqualTo("23\u00a0901\u00a0118");
    assertThat(Numbers.count(-1_250_000)).isEqualTo("\u22121\u00a0250\u00a0000");
    assertThat(Numbers.nonce(9_999)).isEqualTo("9999");
    assertThat(Numbers.nonce(10_000)).isEqualTo("10\u00a0000");
  }

  @Test
  void aWorstCaseIsRoundedUpAndWhatSomebodyHasDown() {
    Wei amount = Wei.parseEther("3201.518750000000000001");
    assertThat(Numbers.amount(amount, 18, 6, RoundingMode.UP)).isEqualTo("3\u00a0201.518751");
    assertThat(Numbers.amount(amount, 18, 6, RoundingMode.DOWN)).isEqualTo("3\u00a0201.518750");
    assertThat(Numbers.amount(Wei.MAX, 0, 0, RoundingMode.UP)).hasSize(78 + 25);
    assertThat(Numbers.amount(Wei.of(1_250_000_000_000L), 6, 2, RoundingMode.UP))
        .isEqualTo("1\u00a0250\u00a0000.00");
  }

  @Test
  void anAddressIsWholeAndKeepsItsChecksum() {
    // The first example of EIP-55.
    Address address = Address.parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
    assertThat(Groups.address(address))
        .isEqualTo("0x 5aAe b605 3F3E 94C9 b9A0 9f33 6694 35E7 Ef1B eAed");
  }

  @Test
  void timesAreInTheWordsOfTheLanguage() {
    ZonedDateTime time = ZonedDateTime.of(2026, 11, 28, 14, 7, 59, 0, ZoneId.of("Europe/Zurich"));
    Times english = new Times(Texts.of(Language.ENGLISH));
    Times german = new Times(Texts.of(Language.GERMAN));
    assertThat(english.clockWithZone(time)).isEqualTo("14:07 CET");
    assertThat(english.clockWithZone(time.withMonth(7))).isEqualTo("14:07 CEST");
    assertThat(english.clockWithZone(time.withZoneSameInstant(ZoneId.of("Z"))))
        .isEqualTo("13:07 UTC");
    assertThat(english.date(LocalDate.of(2026, 11, 28))).isEqualTo("28 November 2026");
    assertThat(german.date(LocalDate.of(2026, 3, 1))).isEqualTo("1. März 2026");
    assertThat(english.inTable(time)).isEqualTo("28 Nov 14:07");
    assertThat(english.duration(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(english.duration(Duration.ofSeconds(60))).isEqualTo("1 min");
    assertThat(german.duration(Duration.ofHours(24))).isEqualTo("1 Tag");
  }
}
