package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.release.ChainLook;
import org.foresign.desk.release.LaneEvent;
import org.foresign.desk.release.StatusReader;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.ShownText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows what was released to its end. */
@Command(
    name = "follow",
    description = {
      "Follows released leaves to finality and to their consensus effect.",
      "Sends again what no endpoint has, raises what waits under the base fee, voids "
          + "what can no longer land, on all lanes in turn. Ends when nothing is left to wait "
          + "for; Ctrl-C stops between two steps and says how things stand."
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

  @Mixin private PauseOptions pause;

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
    Map<Chain, ReleaseDesk> desks = new LinkedHashMap<>();
    try {
      return follow(watches(home, lanes, desks), List.copyOf(desks.values()));
    } finally {
      desks.values().forEach(ReleaseDesk::close);
    }
  }

  /**
   * Opens each chain once. One that can't be opened ends the command only if it is the only one.
   */
  private List<LaneWatch> watches(DeskHome home, List<LaneId> lanes, Map<Chain, ReleaseDesk> desks)
      throws ProblemException {
    boolean alone = lanes.stream().map(LaneId::chain).distinct().count() == 1;
    Map<Chain, Problem> closed = new HashMap<>();
    List<LaneWatch> watches = new ArrayList<>();
    for (LaneId lane : lanes) {
      Chain chain = lane.chain();
      if (!desks.containsKey(chain) && !closed.containsKey(chain)) {
        try {
          desks.put(chain, ReleaseDesk.open(home, tools(), chain));
        } catch (ProblemException e) {
          if (alone) {
            throw e;
          }
          closed.put(chain, e.problem());
        }
      }
      ReleaseDesk desk = desks.get(chain);
      boolean effects =
          until == Until.EFFECT && !new Endpoints(home).get(chain, Endpoints.Kind.BEACON).isEmpty();
      watches.add(
          desk == null
              ? LaneWatch.closed(lane, Objects.requireNonNull(closed.get(chain)))
              : LaneWatch.of(lane, effects, desk));
    }
    return watches;
  }

  private Answer follow(List<LaneWatch> watches, List<ReleaseDesk> desks) {
    List<String> lines = new ArrayList<>();
    List<Map<String, Object>> recovered = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (ReleaseDesk desk : desks) {
      warnings.addAll(desk.chains().warnings());
      desk.chains().warnings().forEach(words -> say(words, lines));
      recovered.addAll(LanePage.recovered(desk.service().recovered()));
      desk.service()
          .recovered()
          .forEach(note -> say("Since the last stop: " + note.words(), lines));
    }
    look(watches, lines);
    boolean silent = recovered.isEmpty() && watches.stream().noneMatch(LaneWatch::hasNews);
    watches.forEach(watch -> watch.rest().ifPresent(lines::add));
    int code = DeskExitCode.worst(watches.stream().map(LaneWatch::exitCode).toList());
    if (control().asked()) {
      lines.add("Stopped as asked; run it again to go on.");
    } else if (silent && code == DeskExitCode.DONE) {
      lines.add("Nothing has changed and nothing is waited for.");
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ok", code == DeskExitCode.DONE);
    facts.put("stopped", control().asked());
    facts.put("lanes", watches.stream().map(LaneWatch::facts).toList());
    facts.put("recovered", recovered);
    facts.put("warnings", warnings);
    return new Answer(lines, facts, code);
  }

  /** Looks at every lane in turn, so that none waits for another's end. */
  private void look(List<LaneWatch> watches, List<String> lines) {
    while (!control().asked()) {
      Map<ReleaseDesk, List<LaneWatch>> open = new LinkedHashMap<>();
      for (LaneWatch watch : watches) {
        watch.desk().ifPresent(d -> open.computeIfAbsent(d, x -> new ArrayList<>()).add(watch));
      }
      open.forEach((desk, lanes) -> look(desk, lanes, lines));
      if (once || watches.stream().allMatch(LaneWatch::done)) {
        return;
      }
      control().pause(pause.time());
    }
  }

  /** One look at a chain serves all of its lanes. */
  private void look(ReleaseDesk desk, List<LaneWatch> watches, List<String> lines) {
    if (control().asked()) {
      return;
    }
    ChainLook look = desk.service().look(watches.stream().map(LaneWatch::lane).toList());
    for (LaneWatch watch : watches) {
      if (!control().asked()) {
        for (LaneEvent event : watch.look(look, !noRaise, control().token())) {
          say(
              LanePage.name(watch.lane()) + " nonce " + event.nonce() + ": " + event.words(),
              lines);
        }
      }
    }
  }

  /** Long waits are told as they pass, one look at once. */
  private void say(String line, List<String> lines) {
    if (once || json()) {
      lines.add(line);
      if (!once) {
        aside(line);
      }
    } else {
      spec().commandLine().getOut().println(ShownText.line(line));
      spec().commandLine().getOut().flush();
    }
  }
}
