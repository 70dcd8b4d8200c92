package org.foresign.desk.hold;

import org.foresign.model.problem.ProblemException;
import org.foresign.store.Database;

/** Opens the transactions of importing and releasing, and tells on both sides of each commit. */
public record CheckedWrites(Database database, Checkpoint checkpoint) {
  /**
   * Runs one transaction: all of it is kept when this returns, nothing when it throws before the
   * commit.
   */
  public <T> T run(HoldingWrite point, Database.Work<T> work) throws ProblemException {
    T result =
        database.inTransaction(sql -> {
          T inside = work.run(sql);
          checkpoint.reached(point.open());
          return inside;
        });
    checkpoint.reached(point.kept());
    return result;
  }

  /** {@link #run} without a result. */
  public void update(HoldingWrite point, Database.Action action) throws ProblemException {
    run(
        point,
        sql -> {
          action.run(sql);
          return true;
        });
  }
}
