package org.foresign.desk.chain.quorum;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.foresign.desk.chain.http.Patience;
import org.junit.jupiter.api.Test;

/** An error on a thread that asks an endpoint is no silent endpoint: it ends the command. */
class OtherThreadErrorTest {
  private record Asked(String name) implements Chorus.Member {}

  @Test
  void anErrorWhileAnEndpointIsAskedIsThrownToTheOneWhoAsks() {
    OutOfMemoryError error = new OutOfMemoryError("no more");
    try (Chorus<Asked> chorus =
        new Chorus<>(List.of(new Asked("one"), new Asked("two")), Patience.LOOPBACK)) {
      assertThatThrownBy(() ->
              chorus.ask(
                  endpoint -> {
                    throw error;
                  },
                  votes -> Chorus.Wait.FOR_ALL))
          .isSameAs(error);
    }
  }
}
