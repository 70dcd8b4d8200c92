package org.foresign.desk.work;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.foresign.desk.release.ChainLook;
import org.foresign.desk.release.FollowReport;
import org.foresign.desk.release.LaneEvent;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;
import org.jspecify.annotations.Nullable;

/** One lane that is followed over as many looks as it takes, and how it stands. */
public final class LaneWatch {
  private final LaneId lane;
  private final boolean effects;
  private final @Nullable ReleaseDesk desk;
  private final Set<LaneEvent> said = new HashSet<>();
  private final List<LaneEvent> news = new ArrayList<>();
  private @Nullable FollowReport last;
  private @Nullable Problem problem;

  private LaneWatch(
      LaneId lane, boolean effects, @Nullable ReleaseDesk desk, @Nullable Problem problem) {
    this.lane = lane;
    this.effects = effects;
    this.desk = desk;
    this.problem = problem;
  }

  /**
   * A lane to look at.
   *
   * @param effects whether consensus effects are waited for; nobody can tell without a Beacon API
   */
  static LaneWatch of(LaneId lane, boolean effects, ReleaseDesk desk) {
    return new LaneWatch(lane, effects, desk, null);
  }

  /** A lane of a chain that could not be opened; the others go on. */
  static LaneWatch closed(LaneId lane, Problem problem) {
    return new LaneWatch(lane, false, null, problem);
  }

  public LaneId lane() {
    return lane;
  }

  /** Whether consensus effects are waited for. */
  public boolean effects() {
    return effects;
  }

  /** By which its chain is asked, as long as there is something to ask. */
  Optional<ReleaseDesk> desk() {
    return done() ? Optional.empty() : Optional.ofNullable(desk);
  }

  /**
   * Looks once and returns what was not said before. A problem ends this lane's watch only.
   *
   * @param look at its chain, for this lane among others
   */
  List<LaneEvent> look(ChainLook look, boolean mayRaise, CancelToken cancel) {
    List<LaneEvent> fresh = new ArrayList<>();
    if (desk == null) {
      return fresh;
    }
    try {
      last = desk.service().follow(lane, look, mayRaise, cancel);
      for (LaneEvent event : last.events()) {
        if (said.add(event)) {
          fresh.add(event);
        }
      }
    } catch (ProblemException e) {
      problem = e.problem();
    }
    news.addAll(fresh);
    return fresh;
  }

  /** Whether a further look could bring nothing more. */
  public boolean done() {
    return problem != null
        || (last != null && last.settled() && (!effects || last.effectsOpen() == 0));
  }

  /** Whether something is waited for, without a problem. */
  public boolean waits() {
    return problem == null && (last == null || last.waits(effects));
  }

  /** Everything that happened while it was watched, in order. */
  public List<LaneEvent> news() {
    return List.copyOf(news);
  }

  /** What ended this lane's watch. */
  public Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  /** How it stood at the last look. */
  public Optional<FollowReport> last() {
    return Optional.ofNullable(last);
  }
}
