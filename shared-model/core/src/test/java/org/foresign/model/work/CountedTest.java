package org.foresign.model.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
  @Test
  void takesTheFormThatTheNumberAsksFor() {
    assertThat(Counted.of(0, "exit")).isEqualTo("0 exits");
    assertThat(Counted.of(1, "exit")).isEqualTo("1 exit");
    assertThat(Counted.of(2, "leaf", "leaves")).isEqualTo("2 leaves");
    assertThat(Counted.of(1, "leaf", "leaves")).isEqualTo("1 leaf");
  }
}
