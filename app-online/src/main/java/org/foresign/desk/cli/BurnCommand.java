package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.command.Answer;
import org.foresign.desk.release.BurnReport;
import org.foresign.desk.release.RecoveryNote;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.words.LaneWords;
import org.foresign.desk.work.BurnJob;
import org.foresign.desk.work.ChainNames;
import org.foresign.desk.work.ReleaseDesk;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Uses up nonces by their cancel leaves. */
@Command(name = "burn")
final class BurnCommand extends HomeAction {
  @Option(names = "--chain", paramLabel = "CHAIN", required = true)
  private String chain;

  @Option(names = "--account", paramLabel = "ADDRESS", required = true)
  private Address account;

  @Option(names = "--from", paramLabel = "NONCE", defaultValue = "0")
  private long from;

  @Option(names = "--to", paramLabel = "NONCE")
  private @Nullable Long to;

  @Option(names = "--once")
  private boolean once;

  @Mixin private PauseOptions pause;

  @Option(names = "--yes")
  private boolean yes;

  @Override
  Answer answer(DeskHome home) throws ProblemException {
    if (!yes) {
      throw Problem.of(CliProblem.BURN_NOT_CONFIRMED).asException();
    }
    LaneId lane = new LaneId(ChainNames.parse(home, chain), account);
    List<String> lines = new ArrayList<>();
    say(lines, BurnReport.RACE, once);
    try (ReleaseDesk desk = ReleaseDesk.open(home, tools(), lane.chain())) {
      List<String> warnings = desk.chains().warnings();
      warnings.forEach(words -> say(lines, words, once));
      for (RecoveryNote note : desk.service().recovered()) {
        say(lines, "Since the last stop: " + LaneWords.of(note), once);
      }
      BurnJob burn = new BurnJob(desk, lane, from, to == null ? Long.MAX_VALUE : to);
      burn.run(
          once,
          pause.time(),
          control(),
          job(),
          event -> say(lines, "nonce " + event.nonce() + ": " + LaneWords.of(event), once));
      lines.add(ending(burn));
      Map<String, Object> facts = facts(lane, burn);
      facts.put("recovered", LanePage.recovered(desk.service().recovered()));
      facts.put("warning", BurnReport.RACE);
      facts.put("warnings", warnings);
      facts.put("events", burn.events().stream().map(LanePage::facts).toList());
      return new Answer().lines(lines).facts(facts).exit(code(burn));
    }
  }

  private Map<String, Object> facts(LaneId lane, BurnJob burn) {
    Map<String, Object> facts = new LinkedHashMap<>(LanePage.laneFacts(lane));
    facts.put("stopped", control().asked());
    facts.put("sent", burn.sent());
    facts.put("left", burn.left());
    facts.put("usedElsewhere", burn.usedElsewhere());
    burn.problem().ifPresent(problem -> facts.put("problem", Answer.facts(problem)));
    return facts;
  }

  private static int code(BurnJob burn) {
    if (burn.problem().isPresent()) {
      return codeOf(burn.problem().get());
    }
    if (burn.done()) {
      return DeskExitCode.DONE;
    }
    return burn.refused() ? DeskExitCode.PROBLEM : DeskExitCode.UNKNOWN;
  }

  private String ending(BurnJob burn) {
    if (burn.problem().isPresent()) {
      Problem problem = burn.problem().get();
      return problem.happened() + " " + problem.code().next();
    }
    if (burn.done()) {
      return "Nothing is left to burn here.";
    }
    return "Sent "
        + Counted.of(burn.sent(), "cancel leaf", "cancel leaves")
        + "; leaves that could land are still on "
        + Counted.of(burn.left(), "nonce")
        + (control().asked() ? ". Stopped as asked; run it again to continue." : ".");
  }
}
