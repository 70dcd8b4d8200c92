package org.foresign.model.work;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a job to stop between two items. */
public final class CancelToken {
  private final AtomicBoolean cancelled = new AtomicBoolean();

  public void cancel() {
    cancelled.set(true);
  }

  public boolean isCancelled() {
    return cancelled.get();
  }

  /**
   * @throws CancellationException if {@link #cancel} was called
   */
  public void check() {
    if (cancelled.get()) {
      throw new CancellationException("cancelled");
    }
  }
}
