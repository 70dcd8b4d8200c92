package org.foresign.model.eth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "32, 32000000000000000000",
    "0.5, 500000000000000000",
    "0.001, 1000000000000000",
    "1.1250, 1125000000000000000",
    "12.50, 12500000000000000000",
    "1000.125, 1000125000000000000000",
    "120000000, 120000000000000000000000000",
    "0.000000000000000001, 1",
  })
  void readsPlainDecimals(String text, String wei) {
    assertThat(AmountText.readEther(text).value()).isEqualTo(new BigInteger(wei));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "''|missing",
        "1e1|exponent",
        "1E+3|exponent",
        "+3|sign",
        "-3|sign",
        "\u22123|sign",
        "\u0663|another script",
        "\uff13|another script",
        "1\u0966|another script",
        "1,5|comma",
        "1,000|comma",
        "1,000.5|thousands",
        "1'000|thousands",
        "1_000|thousands",
        "1.000.000|more than one point",
        "1.000|may mean 1 or 1000",
        "1.125|may mean 1.1250 or 1125",
        ".5|one side",
        "5.|one side",
        "007|begins with a zero",
        "00.5|begins with a zero",
        "0x10|hexadecimal",
        "1 ETH|blank",
        " 1|blank",
        "1\u00a0000|blank",
        "1\u2009000|blank",
        "1ETH|unit",
        "NaN|letters",
        "Infinity|letters",
        "1f|letters",
        "1/2|not a number",
        "0.0000000000000000001|18 digits behind",
        "125000000.1|all ETH there is",
        "32000000000|as gwei it would be 32 ETH",
        "32000000000000000000|as wei it would be 32 ETH",
      })
  void saysWhatIsWrongWithASpelling(String text, String finding) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AmountText.readEther(text))
        .withMessageContaining(finding);
  }

  @Test
  void stakesAreBoundedByWhatAValidatorHolds() {
    Gwei most = Gwei.ofEther(2048);
    assertThat(AmountText.readStake("2048", most, "that")).isEqualTo(most);
    assertThat(AmountText.readStake("0.000000001", most, "that")).isEqualTo(new Gwei(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AmountText.readStake("1000000000", most, "a validator can hold"))
        .withMessageContaining("a validator can hold; as gwei it would be 1 ETH");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AmountText.readStake("0.0000000001", most, "that"))
        .withMessageContaining("9 digits");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AmountText.readStake("9".repeat(60), most, "that"));
  }

  @Test
  void pricesAreBoundedToo() {
    assertThat(AmountText.readGwei("0.1", AmountText.MOST_FEE)).isEqualTo(Wei.of(100_000_000));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AmountText.readGwei("30000000000", AmountText.MOST_FEE))
        .withMessageContaining("as wei it would be 30 gwei");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "999.5|999.5",
        "1000|1,000 (one thousand)",
        "200|200",
        "1000000|1,000,000 (one million)",
        "2000000|2,000,000 (two million)",
        "1234567.89|1,234,567.89 (one million two hundred thirty-four thousand five hundred"
            + " sixty-seven)",
        "100000019|100,000,019 (one hundred million nineteen)",
      })
  void readsANumberBackInGroupsAndWords(String text, String back) {
    assertThat(AmountText.readBack(Wei.parseEther(text), 18)).isEqualTo(back);
  }

  @Test
  void aNumberBeyondWordsIsCountedInDigits() {
    assertThat(AmountText.readBack(Wei.MAX, 0)).endsWith("(a number of 78 digits)");
  }

  /** The grammar is that of BigDecimal without its liberties, so a taken text means the same. */
  @Test
  void whatIsTakenMeansWhatBigDecimalReads() {
    String signs = "0123456789.,eE+-x \u0663'";
    Seeds.check(
        2_000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(signs.charAt(random.nextInt(signs.length())));
          }
          attempt(text.toString())
              .ifPresent(wei ->
                  assertThat(new BigDecimal(wei.value(), 18))
                      .isEqualByComparingTo(new BigDecimal(text.toString())));
          assertThat(text.toString().matches("[0-9.]+") || attempt(text.toString()).isEmpty())
              .as(text.toString())
              .isTrue();
        });
  }

  private static Optional<Wei> attempt(String text) {
    try {
      return Optional.of(AmountText.read(text, 18));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
