package org.foresign.desk.hold;

import java.time.Instant;
import java.util.Optional;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;

/**
 * Which process decides on a lane. The lock is taken with a process's first decision on the lane,
 * in the same transaction, and is given back when it ends in order; else it ends with the process.
 * It stands behind the lock of the home's folder, which a person can remove while its holder goes
 * on.
 */
public final class LaneLocks {
  /** When a process began is told in ticks and moves with the clock; a number is reused later. */
  private static final long SAME_START_MILLIS = 60_000;

  private LaneLocks() {}

  /** A process that has decided on a lane. */
  private record Holder(long process, long startedAt, Instant since) {
    static Holder current(Instant now) {
      ProcessHandle own = ProcessHandle.current();
      return new Holder(own.pid(), started(own), now);
    }

    private static long started(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Whether it goes on, as far as this machine can tell. */
    boolean lives() {
      return ProcessHandle.of(process)
          .filter(ProcessHandle::isAlive)
          .filter(found -> Math.abs(started(found) - startedAt) < SAME_START_MILLIS)
          .isPresent();
    }
  }

  /**
   * Takes the lock for this process.
   *
   * @param lane its number
   * @throws ProblemException with {@link HoldProblem#LANE_TAKEN} if another process has it
   */
  public static void take(Sql sql, long lane, Instant now) throws ProblemException {
    Optional<Holder> other = other(sql, lane);
    if (other.isPresent()) {
      throw Problem.of(
              HoldProblem.LANE_TAKEN,
              "process " + other.get().process(),
              "since " + other.get().since())
          .asException();
    }
    Holder own = Holder.current(now);
    sql.updateOne(
        "INSERT INTO lane_lock (lane, process, started_at, since) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (lane) DO UPDATE SET process = excluded.process,"
            + " started_at = excluded.started_at, since = excluded.since",
        lane,
        own.process(),
        own.startedAt(),
        now.getEpochSecond());
  }

  /** Leaves a lane to others, if this process has it. */
  public static void giveBack(Sql sql, long lane) throws ProblemException {
    sql.update(
        "DELETE FROM lane_lock WHERE lane = ? AND process = ?",
        lane,
        ProcessHandle.current().pid());
  }

  /** Whether another process that goes on has it: what it has begun is not ours to end. */
  public static boolean isTaken(Sql sql, long lane) throws ProblemException {
    return other(sql, lane).isPresent();
  }

  private static Optional<Holder> other(Sql sql, long lane) throws ProblemException {
    return sql.one(
            "SELECT process, started_at, since FROM lane_lock WHERE lane = ?",
            row ->
                new Holder(row.integer(1), row.integer(2), Instant.ofEpochSecond(row.integer(3))),
            lane)
        .filter(holder -> holder.process() != ProcessHandle.current().pid())
        .filter(Holder::lives);
  }
}
