package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresign.desk.release.ChainLook;
import org.foresign.desk.release.FollowReport;
import org.foresign.desk.release.LaneEvent;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Counted;
import org.jspecify.annotations.Nullable;

/** One lane that a command follows, over as many looks as it takes. */
final class LaneWatch {
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

  LaneId lane() {
    return lane;
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
  boolean done() {
    return problem != null
        || (last != null && last.settled() && (!effects || last.effectsOpen() == 0));
  }

  boolean hasNews() {
    return !news.isEmpty();
  }

  /** How this lane counts for the exit code of the whole. */
  int exitCode() {
    if (problem != null) {
      return DeskAction.exitCode(problem);
    }
    return last == null || last.waits(effects) ? DeskExitCode.UNKNOWN : DeskExitCode.DONE;
  }

  Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  /** What is left at the end, in one line; empty when that is nothing. */
  Optional<String> rest() {
    List<String> parts = new ArrayList<>();
    if (problem != null) {
      parts.add(problem.happened() + " " + problem.code().next());
    } else if (last == null) {
      parts.add("not looked at");
    } else {
      add(parts, last.underway(), "leaf on its way", "leaves on their way");
      add(
          parts,
          last.usedElsewhere(),
          "nonce used elsewhere and not final",
          "nonces used elsewhere and not final");
      add(
          parts,
          effects ? last.effectsOpen() : 0,
          "consensus effect awaited",
          "consensus effects awaited");
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(LanePage.name(lane) + ": " + String.join(", ", parts));
  }

  private static void add(List<String> parts, int count, String one, String many) {
    if (count > 0) {
      parts.add(Counted.of(count, one, many));
    }
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>(LanePage.laneFacts(lane));
    facts.put("waits", exitCode() == DeskExitCode.UNKNOWN);
    if (last != null) {
      facts.put("underway", last.underway());
      facts.put("usedElsewhere", last.usedElsewhere());
      facts.put("effectsOpen", last.effectsOpen());
    }
    facts.put("events", news.stream().map(LanePage::facts).toList());
    if (problem != null) {
      facts.put("problem", Answer.problemFacts(problem));
    }
    return facts;
  }
}
