package org.foresign.desk.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.desk.release.BurnReport;
import org.foresign.desk.release.FollowReport;
import org.foresign.desk.release.LaneEvent;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
  @Option(names = "--chain", required = true, description = "Name or chain id.")
  private String chain;

  @Option(names = "--account", required = true, description = "Whose nonces.")
  private String account;

  @Option(names = "--from", defaultValue = "0", description = "First nonce (default: the lowest).")
  private long from;

  @Option(names = "--to", description = "Last nonce (default: the highest).")
  private @Nullable Long to;

  @Option(names = "--once", description = "One pass: do not wait for blocks in between.")
  private boolean once;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "12",
      description = "Seconds between two passes (default 12, one slot).")
  private long every;

  @Option(names = "--yes", description = "Really burn.")
  private boolean yes;

  BurnCommand(DeskTools tools) {
    super(tools);
  }

  @Override
  Answer answer(DeskHome home) throws ProblemException {
    if (!yes) {
      throw Problem.of(CliProblem.BURN_NOT_CONFIRMED).asException();
    }
    LaneId lane = new LaneId(ChainNames.parse(home, chain), Inputs.address(account));
    List<String> lines = new ArrayList<>();
    List<LaneEvent> events = new ArrayList<>();
    lines.add(BurnReport.RACE);
    int left;
    int sent = 0;
    try (StopSignal stop = new StopSignal();
        ReleaseDesk desk = ReleaseDesk.open(home, tools(), lane.chain())) {
      ProgressLines progress = new ProgressLines(spec().commandLine().getErr());
      while (true) {
        BurnReport report =
            desk.service()
                .burn(lane, from, to == null ? Long.MAX_VALUE : to, stop.token(), progress);
        events.addAll(report.events());
        sent += report.sent();
        FollowReport followed = desk.service().follow(lane, false, stop.token());
        events.addAll(followed.events());
        left = report.left();
        if (once || (left == 0 && followed.settled())) {
          break;
        }
        stop.pause(Duration.ofSeconds(every));
      }
    }
    events.stream().map(LaneEvent::words).distinct().forEach(lines::add);
    Map<String, Object> facts = new LinkedHashMap<>(LanePage.laneFacts(lane));
    facts.put("ok", true);
    facts.put("sent", sent);
    facts.put("left", left);
    facts.put("warning", BurnReport.RACE);
    facts.put("events", events.stream().map(LanePage::facts).toList());
    return Answer.done(lines, facts);
  }
}
