package org.foresign.desk.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.Flow;
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

  @Test
  void anErrorWhileABodyIsCollectedIsHeardByTheOneWhoWaits() {
    BoundedBody body = new BoundedBody(100);
    body.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long count) {}

          @Override
          public void cancel() {}
        });
    OutOfMemoryError error = new OutOfMemoryError("no more");
    body.onNext(
        new AbstractList<ByteBuffer>() {
          @Override
          public ByteBuffer get(int index) {
            throw error;
          }

          @Override
          public int size() {
            return 1;
          }
        });
    assertThat(body.getBody().toCompletableFuture())
        .isCompletedExceptionally()
        .satisfies(future -> assertThatThrownBy(future::join).hasRootCause(error));
  }
}
