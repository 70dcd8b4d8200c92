package org.foresign.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNameTest {
  private static final List<String> KNOWN =
      List.of("Custodian", "Payroll Agent", "Bank A", "Bank B");

  @Test
  void findsWhatWasMeantAndNeverGuessesBetweenTwo() {
    assertThat(NearName.of("Custodain", KNOWN)).contains("Custodian");
    assertThat(NearName.of("custodian\u00a0", KNOWN)).contains("Custodian");
    assertThat(NearName.of("Payrol  Agent", KNOWN)).contains("Payroll Agent");
    assertThat(NearName.of("Bank C", KNOWN)).isEmpty();
    assertThat(NearName.of("Exchange", KNOWN)).isEmpty();
    assertThat(NearName.of("", KNOWN)).isEmpty();
    assertThat(NearName.of("C".repeat(100_000), KNOWN)).isEmpty();
    assertThat(NearName.hint("Custodain", KNOWN)).isEqualTo("; did you mean \"Custodian\"?");
    assertThat(NearName.hint("Nobody", KNOWN)).isEmpty();
  }
}
