package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresign.command.Answer;
import org.foresign.desk.release.FollowReport;
import org.foresign.desk.work.LaneWatch;
import org.foresign.model.problem.Problem;
import org.foresign.model.work.Counted;

/** A followed lane in lines and as facts. */
final class WatchPage {
  private WatchPage() {}

  /** How this lane counts for the exit code of the whole. */
  static int exitCode(LaneWatch watch) {
    if (watch.problem().isPresent()) {
      return DeskAction.codeOf(watch.problem().get());
    }
    return watch.waits() ? DeskExitCode.UNKNOWN : DeskExitCode.DONE;
  }

  /** What is left at the end, in one line; empty when that is nothing. */
  static Optional<String> rest(LaneWatch watch) {
    List<String> parts = new ArrayList<>();
    Optional<FollowReport> last = watch.last();
    if (watch.problem().isPresent()) {
      Problem problem = watch.problem().get();
      parts.add(problem.happened() + " " + problem.code().next());
    } else if (last.isEmpty()) {
      parts.add("not looked at");
    } else {
      add(parts, last.get().underway(), "leaf on its way", "leaves on their way");
      add(
          parts,
          last.get().usedElsewhere(),
          "nonce used elsewhere and not final",
          "nonces used elsewhere and not final");
      add(
          parts,
          watch.effects() ? last.get().effectsOpen() : 0,
          "consensus effect awaited",
          "consensus effects awaited");
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(LanePage.name(watch.lane()) + ": " + String.join(", ", parts));
  }

  private static void add(List<String> parts, int count, String one, String many) {
    if (count > 0) {
      parts.add(Counted.of(count, one, many));
    }
  }

  static Map<String, Object> facts(LaneWatch watch) {
    Map<String, Object> facts = new LinkedHashMap<>(LanePage.laneFacts(watch.lane()));
    facts.put("waits", exitCode(watch) == DeskExitCode.UNKNOWN);
    watch
        .last()
        .ifPresent(last -> {
          facts.put("underway", last.underway());
          facts.put("usedElsewhere", last.usedElsewhere());
          facts.put("effectsOpen", last.effectsOpen());
        });
    facts.put("events", watch.news().stream().map(LanePage::facts).toList());
    watch.problem().ifPresent(problem -> facts.put("problem", Answer.facts(problem)));
    return facts;
  }
}
