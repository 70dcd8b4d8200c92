package org.foresign.desk.chain.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many endpoints decide, where nobody says another number. */
class QuorumTest {
  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,2", "4,3", "5,3", "6,4", "7,4"})
  void aMajorityIsMoreThanHalfAndNoMore(int endpoints, int needed) {
    assertThat(Quorum.majority(endpoints)).isEqualTo(new Quorum(needed, endpoints));
  }

  @Test
  void noneIsNoQuorumAndMoreThanAllAreNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(0, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(4, 3));
  }
}
