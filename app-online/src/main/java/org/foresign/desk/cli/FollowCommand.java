package org.foresign.desk.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.release.FollowReport;
import org.foresign.desk.release.LaneEvent;
import org.foresign.desk.release.StatusReader;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows what was released to its end. */
@Command(
    name = "follow",
    description = {
      "Follows released leaves to finality and to their consensus effect.",
      "Sends again what no endpoint has, raises what waits under the base fee, voids "
          + "what can no longer land. Ends when nothing is left to wait for; Ctrl-C stops "
          + "between two steps."
    },
    mixinStandardHelpOptions = true)
final class FollowCommand extends HomeAction {
  @Mixin private LaneOptions which;

  @Option(names = "--once", description = "Look once and say what was found.")
  private boolean once;

  @Option(names = "--no-raise", description = "Never send a higher tier by itself.")
  private boolean noRaise;

  @Option(
      names = "--until",
      paramLabel = "WHAT",
      defaultValue = "effect",
      description = "final or effect (default): how far to follow.")
  private Until until;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "12",
      description = "Seconds between two looks (default 12, one slot).")
  private long every;

  /** How far to follow. */
  enum Until {
    FINAL,
    EFFECT
  }

  FollowCommand(DeskTools tools) {
    super(tools);
  }

  @Override
  Answer answer(DeskHome home) throws ProblemException {
    List<LaneId> lanes;
    try (LeafStore leaves = DeskServices.leaves(home, tools())) {
      lanes = which.of(home, new StatusReader(home, leaves, tools().clock()));
    }
    List<String> lines = new ArrayList<>();
    List<Map<String, Object>> facts = new ArrayList<>();
    List<Map<String, Object>> recovered = new ArrayList<>();
    boolean missing = false;
    try (StopSignal stop = new StopSignal()) {
      for (LaneId lane : lanes) {
        try (ReleaseDesk desk = ReleaseDesk.open(home, tools(), lane.chain())) {
          recovered.addAll(LanePage.recovered(desk.service().recovered()));
          desk.service()
              .recovered()
              .forEach(note -> lines.add("Since the last stop: " + note.words()));
          boolean effects =
              until == Until.EFFECT
                  && !new Endpoints(home).get(lane.chain(), Endpoints.Kind.BEACON).isEmpty();
          missing |= follow(new Watch(desk, lane, effects), stop, lines, facts);
        }
      }
    }
    if (lines.isEmpty()) {
      lines.add("Nothing has changed and nothing is waited for.");
    }
    return new Answer(
        lines,
        Map.of("ok", !missing, "lanes", facts, "recovered", recovered),
        missing ? ExitCode.UNKNOWN : ExitCode.DONE);
  }

  /**
   * What is followed.
   *
   * @param effects whether consensus effects are waited for; nobody can tell without a Beacon API
   */
  private record Watch(ReleaseDesk desk, LaneId lane, boolean effects) {}

  /** Returns whether the last look ended with something that is not known or waited for. */
  private boolean follow(
      Watch watch, StopSignal stop, List<String> lines, List<Map<String, Object>> facts)
      throws ProblemException {
    LaneId lane = watch.lane();
    Set<String> said = new HashSet<>();
    List<LaneEvent> news = new ArrayList<>();
    FollowReport report;
    while (true) {
      report = watch.desk().service().follow(lane, !noRaise, stop.token());
      for (LaneEvent event : report.events()) {
        if (said.add(event.words())) {
          news.add(event);
          say(lane, event, lines);
        }
      }
      boolean done = report.settled() && (!watch.effects() || report.effectsOpen() == 0);
      if (once || done) {
        break;
      }
      stop.pause(Duration.ofSeconds(every));
    }
    Map<String, Object> lanes = new LinkedHashMap<>(LanePage.laneFacts(lane));
    lanes.put("underway", report.underway());
    lanes.put("effectsOpen", report.effectsOpen());
    lanes.put("events", news.stream().map(LanePage::facts).toList());
    facts.add(lanes);
    return report.hasFactsMissing();
  }

  /** Long waits are told as they pass, one look at once. */
  private void say(LaneId lane, LaneEvent event, List<String> lines) {
    String line = LanePage.name(lane) + " nonce " + event.nonce() + ": " + event.words();
    if (once || json()) {
      lines.add(line);
    } else {
      spec().commandLine().getOut().println(line);
      spec().commandLine().getOut().flush();
    }
  }
}
