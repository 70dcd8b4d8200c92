package org.foresign.desk.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.foresign.desk.hold.RecordForm;
import org.foresign.desk.release.BurnReport;
import org.foresign.desk.release.FollowReport;
import org.foresign.desk.release.LaneEvent;
import org.foresign.desk.release.ReleaseStep;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uses up the nonces of a lane by its cancel leaves, pass by pass, until nothing is left, nothing
 * can move any more, or somebody wants it to stop.
 */
public final class BurnJob {
  private static final Logger LOG = LoggerFactory.getLogger(BurnJob.class);

  private final ReleaseDesk desk;
  private final LaneId lane;
  private final long first;
  private final long last;
  private final List<LaneEvent> events = new ArrayList<>();
  private final Set<LaneEvent> told = new HashSet<>();
  private final Set<Long> elsewhere = new TreeSet<>();
  private @Nullable Problem problem;
  private int sent;
  private int left;
  private boolean refused;
  private boolean done;

  /**
   * @param desk stays the caller's
   * @param last nonce, or {@link Long#MAX_VALUE} for all from the first on
   */
  public BurnJob(ReleaseDesk desk, LaneId lane, long first, long last) {
    this.desk = desk;
    this.lane = lane;
    this.first = first;
    this.last = last;
  }

  /**
   * Runs it; what ends it is in {@link #problem}.
   *
   * @param once whether one pass only
   * @param listener hears each event once, as it happens
   */
  public void run(
      boolean once,
      Duration pause,
      LoopControl control,
      Job<ReleaseStep> job,
      Consumer<LaneEvent> listener) {
    while (!control.asked()) {
      try {
        BurnReport report = desk.service().burn(lane, first, last, job);
        elsewhere.addAll(report.usedElsewhere());
        sent += report.sent();
        refused = report.refused();
        tell(report.events(), listener);
        FollowReport followed = desk.service().follow(lane, false, control.token());
        tell(followed.events(), listener);
        left = desk.service().unburned(lane, first, last);
        done = left == 0 && followed.settled() && !followed.laneUnknown();
        boolean stuck = refused && followed.settled();
        if (once || done || stuck) {
          return;
        }
      } catch (ProblemException e) {
        problem = e.problem(); // what was sent before is told beside it
        return;
      }
      control.pause(pause);
    }
  }

  /** What was not told before; a burn of many passes says each thing once. */
  private void tell(List<LaneEvent> fresh, Consumer<LaneEvent> listener) {
    for (LaneEvent event : fresh) {
      if (told.add(event)) {
        events.add(event);
        LOG.info("burning lane {}: {} of leaf {}", lane, RecordForm.code(event), event.leaf());
        listener.accept(event);
      }
    }
  }

  /** Everything that happened, in order. */
  public List<LaneEvent> events() {
    return List.copyOf(events);
  }

  /** Nonces that something else used. */
  public List<Long> usedElsewhere() {
    return List.copyOf(elsewhere);
  }

  public Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  /** How many cancel leaves were sent. */
  public int sent() {
    return sent;
  }

  /** On how many nonces leaves could still land. */
  public int left() {
    return left;
  }

  /** Whether a nonce could not be burned at the last pass. */
  public boolean refused() {
    return refused;
  }

  /** Whether nothing is left to burn. */
  public boolean done() {
    return done;
  }
}
