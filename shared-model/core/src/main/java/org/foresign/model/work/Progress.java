package org.foresign.model.work;

/**
 * Hears how far a job is; called from the job's thread.
 *
 * @param <S> the job's steps
 */
@FunctionalInterface
public interface Progress<S extends Enum<S>> {
  /**
   * @param done items finished in this step
   * @param total items in all, or 0 when unknown
   */
  void at(S step, long done, long total);
}
