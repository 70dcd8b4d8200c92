package org.foresign.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.foresign.testkit.TableOwners;
import org.junit.jupiter.api.Test;

class TableOwnersTest {
  @Test
  void eachTableHasOneOwner() throws IOException {
    Path module = Path.of(System.getProperty("foresign.root"), "app-online");
    TableOwners owners =
        TableOwners.of(module, "src/main/resources/org/foresign/desk/settings/V1__desk.sql");
    assertThat(owners.tables()).hasSizeGreaterThan(15);
    assertThat(owners.shared()).isEmpty();
  }

  /** A state that SQL text spells by a number says nothing to who reads it. */
  @Test
  void statesStandByName() throws IOException {
    Path module = Path.of(System.getProperty("foresign.root"), "app-online");
    TableOwners owners =
        TableOwners.of(module, "src/main/resources/org/foresign/desk/settings/V1__desk.sql");
    assertThat(owners.statesByNumber()).isEmpty();
  }
}
