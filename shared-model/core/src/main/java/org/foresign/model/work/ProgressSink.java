package org.foresign.model.work;

/** Hears how far a job is; called from the job's thread. */
@FunctionalInterface
public interface ProgressSink {
  ProgressSink NONE = (step, done, total) -> {};

  /**
   * @param step short stable name of the step, such as {@code signed}
   * @param done items finished
   * @param total items in all, or 0 when unknown
   */
  void report(String step, long done, long total);
}
