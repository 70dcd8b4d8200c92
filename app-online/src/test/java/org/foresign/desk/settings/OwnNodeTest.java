package org.foresign.desk.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.foresign.desk.TestDesk;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's word that he runs his node is about the endpoints that he named, and no others. */
class OwnNodeTest {
  private static final Chain HOODI = Networks.HOODI.chain();

  @TempDir private Path folder;

  @Test
  void isKeptUntilTheListChanges() throws ProblemException {
    try (TestDesk desk = TestDesk.create(folder.resolve("desk"))) {
      Endpoints endpoints = new Endpoints(desk.home());
      endpoints.set(HOODI, Endpoints.Kind.EXECUTION, List.of("http://127.0.0.1:8545"));
      assertThat(endpoints.ownNode(HOODI)).isFalse();
      endpoints.stateOwnNode(HOODI);
      assertThat(endpoints.ownNode(HOODI)).isTrue();
      assertThat(endpoints.ownNode(Networks.MAINNET.chain())).isFalse();
      endpoints.set(HOODI, Endpoints.Kind.EXECUTION, List.of("https://liar.example"));
      assertThat(endpoints.ownNode(HOODI)).isFalse();
      assertThat(endpoints.chains()).containsExactly(HOODI);
    }
  }

  @Test
  void isAboutTheseAddressesEvenWhenRowsAreExchanged() throws ProblemException {
    try (TestDesk desk = TestDesk.create(folder.resolve("desk"))) {
      Endpoints endpoints = new Endpoints(desk.home());
      endpoints.set(HOODI, Endpoints.Kind.EXECUTION, List.of("http://127.0.0.1:8545", "https://x"));
      endpoints.stateOwnNode(HOODI);
      desk.home().database().update(sql -> sql.update("DELETE FROM endpoint WHERE place = 1"));
      assertThat(endpoints.ownNode(HOODI)).isFalse();
    }
  }
}
