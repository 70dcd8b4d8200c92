package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.foresign.desk.release.BurnReport;
import org.foresign.desk.release.FollowReport;
import org.foresign.desk.release.LaneEvent;
import org.foresign.desk.release.RecoveryNote;
import org.foresign.desk.release.ReleaseStep;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.ShownText;
import org.foresign.model.work.Counted;
import org.foresign.model.work.Job;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Uses up nonces by their cancel leaves. */
@Command(
    name = "burn",
    description = {
      "Sends the cancel leaves of a lane in nonce order, so that its other leaves can never land.",
      "The cheapest tier goes first. It can't be undone, and against somebody who holds "
          + "the other leaves it is a race. Needs --yes."
    },
    mixinStandardHelpOptions = true)
final class BurnCommand extends HomeAction {
  @Option(
      names = "--chain",
      paramLabel = "CHAIN",
      required = true,
      description = "The network by its name, such as hoodi, or its chain id.")
  private String chain;

  @Option(
      names = "--account",
      paramLabel = "ADDRESS",
      required = true,
      description = "Whose nonces.")
  private Address account;

  @Option(
      names = "--from",
      paramLabel = "NONCE",
      defaultValue = "0",
      description = "First nonce (default: the lowest).")
  private long from;

  @Option(names = "--to", paramLabel = "NONCE", description = "Last nonce (default: the highest).")
  private @Nullable Long to;

  @Option(names = "--once", description = "One pass: do not wait for blocks in between.")
  private boolean once;

  @Mixin private PauseOptions pause;

  @Option(names = "--yes", description = "Really burn.")
  private boolean yes;

  private final List<LaneEvent> events = new ArrayList<>();
  private final Set<LaneEvent> told = new HashSet<>();
  private final Set<Long> elsewhere = new TreeSet<>();
  private @Nullable Problem problem;
  private int sent;
  private int left;
  private boolean refused;
  private boolean done;

  BurnCommand(DeskTools tools) {
    super(tools);
  }

  @Override
  Answer answer(DeskHome home) throws ProblemException {
    if (!yes) {
      throw Problem.of(CliProblem.BURN_NOT_CONFIRMED).asException();
    }
    LaneId lane = new LaneId(ChainNames.parse(home, chain), account);
    List<String> lines = new ArrayList<>();
    say(lines, BurnReport.RACE);
    List<Map<String, Object>> recovered;
    List<String> warnings;
    try (ReleaseDesk desk = ReleaseDesk.open(home, tools(), lane.chain())) {
      warnings = desk.chains().warnings();
      warnings.forEach(words -> say(lines, words));
      recovered = LanePage.recovered(desk.service().recovered());
      for (RecoveryNote note : desk.service().recovered()) {
        say(lines, "Since the last stop: " + note.words());
      }
      burn(desk, lane, lines);
    }
    lines.add(ending());
    int code = code();
    Map<String, Object> facts = new LinkedHashMap<>(LanePage.laneFacts(lane));
    facts.put("ok", code == DeskExitCode.DONE);
    facts.put("stopped", control().asked());
    facts.put("sent", sent);
    facts.put("left", left);
    facts.put("usedElsewhere", List.copyOf(elsewhere));
    if (problem != null) {
      facts.put("problem", Answer.problemFacts(problem));
    }
    facts.put("recovered", recovered);
    facts.put("warning", BurnReport.RACE);
    facts.put("warnings", warnings);
    facts.put("events", events.stream().map(LanePage::facts).toList());
    return new Answer(lines, facts, code);
  }

  /**
   * Pass by pass, until nothing is left, nothing can move any more, or somebody asks for a stop.
   */
  private void burn(ReleaseDesk desk, LaneId lane, List<String> lines) {
    Job<ReleaseStep> job = job();
    while (!control().asked()) {
      try {
        long last = to == null ? Long.MAX_VALUE : to;
        BurnReport report = desk.service().burn(lane, from, last, job);
        elsewhere.addAll(report.usedElsewhere());
        sent += report.sent();
        refused = report.refused();
        tell(lines, report.events());
        FollowReport followed = desk.service().follow(lane, false, control().token());
        tell(lines, followed.events());
        left = desk.service().unburned(lane, from, last);
        done = left == 0 && followed.settled() && !followed.laneUnknown();
        boolean stuck = refused && followed.settled();
        if (once || done || stuck) {
          return;
        }
      } catch (ProblemException e) {
        problem = e.problem(); // what was sent before is told beside it
        return;
      }
      control().pause(pause.time());
    }
  }

  private int code() {
    if (problem != null) {
      return exitCode(problem);
    }
    return done ? DeskExitCode.DONE : refused ? DeskExitCode.PROBLEM : DeskExitCode.UNKNOWN;
  }

  private String ending() {
    if (problem != null) {
      return problem.happened() + " " + problem.code().next();
    }
    if (done) {
      return "Nothing is left to burn here.";
    }
    return "Sent "
        + Counted.of(sent, "cancel leaf", "cancel leaves")
        + "; leaves that could land are still on "
        + Counted.of(left, "nonce")
        + (control().asked() ? ". Stopped as asked; run it again to go on." : ".");
  }

  /** What was not told before; a burn of many passes says each thing once. */
  private void tell(List<String> lines, List<LaneEvent> events) {
    for (LaneEvent event : events) {
      if (told.add(event)) {
        this.events.add(event);
        say(lines, "nonce " + event.nonce() + ": " + event.words());
      }
    }
  }

  /** Long waits are told as they pass, one pass at once. */
  private void say(List<String> lines, String line) {
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
