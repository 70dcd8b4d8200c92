package org.foresign.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs as UTS #39 gives them in confusables.txt and its text, and names as people have them. */
class NameShapeTest {
  @ParameterizedTest
  @CsvSource({
    "Custodian, Custodlan",
    "Custodian, Cust0dian",
    "Custodian, CUSTODIAN",
    "Custodian, cus todian",
    "Custodian, Custodian.",
    "Custodian, Custödian",
    "paypal, \u0440\u0430\u0443\u0440\u0430l",
    "scope, \u0455\u0441\u043e\u0440\u0435",
    "OX, \u039f\u03a7",
    "HOT, \u041d\u041e\u0422",
    "modem, modern",
    "Bank 1, Bank I",
    "Bank 1, Bank l",
    "Bank, \uff22\uff41nk",
    "Bank, ban\u212a",
    "Lodz, \u0141\u00f3d\u017a",
    "A-1 (main), A1 main",
    "savvy, sawy",
  })
  void seesWhatLooksAlike(String one, String other) {
    assertThat(NameShape.alike(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Kraken deposit 2, Kraken deposit 3",
    "Bank A, Bank B",
    "Custodian, Custodian 2",
    "銀行, 銀座",
    "---, ***",
  })
  void tellsOtherNamesApart(String one, String other) {
    assertThat(NameShape.alike(one, other)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zürcher Kantonalbank",
        "Газпромбанк 1",
        "Τράπεζα",
        "三菱UFJ銀行",
        "みずほ Bank",
        "A-1",
        "7"
      })
  void takesNamesOfOneScript(String name) {
    assertThat(NameShape.ofOneScript(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0421ustodian",
        "Custod\u0456an",
        "B\u03b1nk",
        "\u13a0\u13a1",
        "\ua4d0\ua4e1",
        "Банk"
      })
  void refusesMixedAndUnusualScripts(String name) {
    assertThat(NameShape.ofOneScript(name)).isFalse();
  }
}
