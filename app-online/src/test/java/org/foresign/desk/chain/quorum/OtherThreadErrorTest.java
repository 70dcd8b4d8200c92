package org.foresign.desk.chain.quorum;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.foresign.desk.chain.http.Patience;
import org.junit.jupiter.api.Test;

/** An error on a thread that asks an endpoint is no silent endpoint: it ends the command. */
class OtherThreadErrorTest {
  private record Asked(String name) implements EndpointGroup.Member {}

  @Test
  void anErrorWhileAnEndpointIsAskedIsThrownToTheOneWhoAsks() {
    OutOfMemoryError error = new OutOfMemoryError("no more");
    try (EndpointGroup<Asked> group =
        new EndpointGroup<>(List.of(new Asked("one"), new Asked("two")), Patience.LOOPBACK)) {
      assertThatThrownBy(() ->
              group.ask(
                  endpoint -> {
                    throw error;
                  },
                  votes -> EndpointGroup.Wait.FOR_ALL))
          .isSameAs(error);
    }
  }
}
