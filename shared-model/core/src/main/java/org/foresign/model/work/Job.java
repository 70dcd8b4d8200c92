package org.foresign.model.work;

/**
 * Long work as the face that began it sees it: steps with a count, and the wish to stop. A wish to
 * stop is heard between two items, never an exception: what had been done is the outcome.
 *
 * @param <S> the steps, which faces put into words
 */
public final class Job<S extends Enum<S>> {
  private final Progress<S> progress;
  private final CancelToken cancel;

  public Job(Progress<S> progress, CancelToken cancel) {
    this.progress = progress;
    this.cancel = cancel;
  }

  /** Nobody listens, and nobody will stop it. */
  public static <S extends Enum<S>> Job<S> quiet() {
    return new Job<>((step, done, total) -> {}, new CancelToken());
  }

  /** Says how far it is. */
  public void at(S step, long done, long total) {
    progress.at(step, done, total);
  }

  /** Whether to end between two items. */
  public boolean cancelled() {
    return cancel.isCancelled();
  }

  /** The token, for a part of the work that has no steps of its own. */
  public CancelToken cancel() {
    return cancel;
  }
}
