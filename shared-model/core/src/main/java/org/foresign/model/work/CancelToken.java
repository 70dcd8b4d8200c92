package org.foresign.model.work;

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
}
