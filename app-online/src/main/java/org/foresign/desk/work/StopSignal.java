package org.foresign.desk.work;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.foresign.model.work.CancelToken;

/**
 * Ctrl-C as the wish to stop between two steps: the process ends only after the step that has begun
 * is done and recorded and the command has said what came of it, or after half a minute.
 */
public final class StopSignal implements LoopControl {
  private static final long PATIENCE_SECONDS = 30;

  private final CancelToken token = new CancelToken();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().name("stop-signal").unstarted(this::stop);

  public StopSignal() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public CancelToken token() {
    return token;
  }

  @Override
  public void pause(Duration time) {
    try {
      if (asked.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        token.cancel();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      token.cancel();
    }
  }

  private void stop() {
    token.cancel();
    asked.countDown();
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return; // whatever hangs is recorded up to its last step, and the next start says so
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finished.countDown();
    if (!asked()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
