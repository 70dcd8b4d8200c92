package org.foresign.model.staking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DepositRootsVectorTest {
  @Test
  void computesTheRootsOfTheOtherImplementation() throws IOException {
    assertThat(DepositVectors.all()).hasSize(10);
    for (DepositVectors vector : DepositVectors.all()) {
      DepositData data = vector.claim().data();
      assertThat(DepositRoots.message(data)).isEqualTo(vector.claim().messageRoot());
      assertThat(DepositRoots.data(data)).isEqualTo(vector.claim().dataRoot());
      assertThat(DepositRoots.signing(data, vector.network().genesisFork()))
          .isEqualTo(vector.signingRoot());
    }
  }
}
