package org.foresign.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.foresign.testkit.TableOwners;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TableOwnersTest {
  private static TableOwners owners;

  @BeforeAll
  static void read() throws IOException {
    owners =
        TableOwners.of(
            Path.of(System.getProperty("foresign.root"), "app-offline"),
            "src/main/resources/org/foresign/vault/settings/V1__vault.sql");
  }

  @Test
  void eachTableHasOneOwner() {
    assertThat(owners.tables()).hasSize(15);
    assertThat(owners.shared()).isEmpty();
  }

  /** A state that SQL text spells by a number says nothing to who reads it. */
  @Test
  void statesStandByName() {
    assertThat(owners.statesByNumber()).isEmpty();
  }
}
