package org.foresign.desk.chain.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
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
