package org.foresign.vault.judge;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.foresign.model.problem.Errors;
import org.foresign.model.problem.ProblemException;

/** A piece of judging that runs on a thread of its own while the caller does another. */
final class BackgroundTask<T> {
  private final FutureTask<T> task;

  private BackgroundTask(FutureTask<T> task) {
    this.task = task;
  }

  static <T> BackgroundTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().name("judge").start(task);
    return new BackgroundTask<>(task);
  }

  /**
   * Waits for the result.
   *
   * @throws ProblemException if the work threw it
   */
  T join() throws ProblemException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true; // the work is short: finish it, and say afterwards
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProblemException problem) {
        throw new ProblemException(problem.problem(), e);
      }
      Errors.throwIfBehind(e);
      throw new IllegalStateException("a judging thread failed", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
