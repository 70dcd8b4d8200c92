package org.foresign.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresign.model.card.Provenance;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.text.Spelling;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.testkit.TableOwners;
import org.foresign.vault.journal.BatchState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TableOwnersTest {
  private static final String SCHEMA =
      "src/main/resources/org/foresign/vault/settings/V1__vault.sql";
  private static final Pattern LISTED =
      Pattern.compile("(\\w+) TEXT NOT NULL\\s+CHECK \\(\\1 IN \\(([^)]*)\\)\\)");

  private static TableOwners owners;
  private static String schema;

  @BeforeAll
  static void read() throws IOException {
    Path module = Path.of(System.getProperty("foresign.root"), "app-offline");
    owners = TableOwners.of(module, SCHEMA);
    schema = Files.readString(module.resolve(SCHEMA));
  }

  /** A constant that the schema does not list would fail where its first row is written. */
  @Test
  void theSchemaListsEveryConstant() {
    List<String> listed =
        LISTED
            .matcher(schema)
            .results()
            .map(found -> found.group(1) + " " + found.group(2))
            .toList();
    assertThat(listed)
        .containsExactlyInAnyOrder(
            "purpose " + all(SecretPurpose.OPEN, SecretPurpose.SIGN, SecretPurpose.ADMINISTER),
            "provenance " + all(Provenance.GENERATED, Provenance.IMPORTED),
            "signer " + all(SignerKind.values()),
            "provenance " + all(Provenance.values()),
            "role " + all(Role.DESK, Role.APPROVER),
            "family " + all(ChainFamily.values()),
            "state " + all(BatchState.values()));
  }

  private static String all(Enum<?>... constants) {
    return Stream.of(constants)
        .map(constant -> "'" + Spelling.of(constant) + "'")
        .collect(Collectors.joining(", "));
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
