package org.foresign.desk.release;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Job;

/**
 * One lane's state machine. Whatever writes about the lane runs on its single thread, one after the
 * other; callers wait for their turn.
 */
final class LaneMachine implements AutoCloseable {
  private final LaneId lane;
  private final LaneParts parts;
  private final Releaser releaser;
  private final LaneCache memory = new LaneCache(); // of the lane's thread
  private final ExecutorService writer;

  LaneMachine(LaneId lane, LaneParts parts) {
    this.lane = lane;
    this.parts = parts;
    this.releaser = new Releaser(parts);
    this.writer =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("lane-" + lane).factory());
  }

  ReleaseAnswer release(HeldLeaf leaf) throws ProblemException {
    return inLane(() -> releaser.release(leaf, ReleaseCause.RELEASE));
  }

  FollowReport follow(ChainLook look, boolean mayRaise, CancelToken cancel)
      throws ProblemException {
    Follower.Turn turn = new Follower.Turn(look, mayRaise, cancel);
    return inLane(() -> new Follower(lane, parts, releaser, memory, turn).follow());
  }

  BurnReport burn(long first, long last, Job<ReleaseStep> job) throws ProblemException {
    return inLane(() -> new Burner(lane, parts, releaser).burn(first, last, job));
  }

  private <T> T inLane(Callable<T> work) throws ProblemException {
    Future<T> turn = writer.submit(work);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return turn.get();
        } catch (InterruptedException e) {
          interrupted = true; // a step that has begun is always seen to its end
        }
      }
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ProblemException failure(ExecutionException failed) {
    return switch (failed.getCause()) {
      case ProblemException problem -> problem;
      case RuntimeException bug -> throw bug;
      case Error error -> throw error;
      case null, default -> throw new IllegalStateException(failed);
    };
  }

  @Override
  public void close() {
    writer.close();
  }
}
