package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foresign.command.Answer;
import org.foresign.crypto.CryptoChoice;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.release.LaneStatus;
import org.foresign.desk.release.StatusReader;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.desk.work.DeskServices;
import org.foresign.desk.work.OpenChains;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the desk holds, lane by lane. */
final class LeavesCommand {
  private LeavesCommand() {}

  /** Every leaf with where it stands. */
  @Command(name = "leaves")
  static final class Leaves extends HomeAction {
    @Mixin private LaneOptions which;

    @Option(names = "--all")
    private boolean all;

    @Option(names = "--offline")
    private boolean offline;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      LeafStore leaves = DeskServices.leaves(home, tools());
      closeAfterwards(leaves::close);
      StatusReader reader = new StatusReader(home, leaves, tools().clock());
      List<String> warnings = new ArrayList<>();
      List<LaneStatus> lanes = new ArrayList<>();
      for (LaneId lane : which.of(home, reader)) {
        lanes.add(status(home, reader, lane, warnings));
      }
      return new Answer()
          .lines(lanes.isEmpty() ? List.of("No leaves.") : warnings)
          .rows(out -> lanes.forEach(status -> LanePage.print(status, all, out)))
          .fact("lanes", lanes.stream().map(LanePage::facts).toList());
    }

    private LaneStatus status(
        DeskHome home, StatusReader reader, LaneId lane, List<String> warnings)
        throws ProblemException {
      boolean none = new Endpoints(home).get(lane.chain(), Endpoints.Kind.EXECUTION).isEmpty();
      if (offline || none) {
        return reader.lane(lane, null, readingJob());
      }
      try (OpenChains chains = OpenChains.open(home, lane.chain(), tools().clock())) {
        chains.warnings().stream()
            .filter(words -> !warnings.contains(words))
            .forEach(warnings::add);
        return reader.lane(lane, chains.execution(), readingJob());
      }
    }
  }

  /** One line a lane, from the desk's own store. */
  @Command(name = "status")
  static final class Status extends HomeAction {
    @Override
    Answer answer(DeskHome home) throws ProblemException {
      Answer answer = new Answer();
      try (LeafStore leaves = DeskServices.leaves(home, tools())) {
        new StatusReader(home, leaves, tools().clock())
            .summary()
            .forEach(
                (lane, counts) -> answer.row("lanes", facts(lane, counts), line(lane, counts)));
      }
      return answer.list("lanes", "No leaves.").crypto(CryptoChoice.all());
    }

    private static String line(LaneId lane, Map<LeafState, Integer> counts) {
      return LanePage.name(lane)
          + ": "
          + String.join(
              ", ",
              counts.entrySet().stream()
                  .map(state -> state.getValue() + " " + Spelling.of(state.getKey()))
                  .toList());
    }

    private static Map<String, Object> facts(LaneId lane, Map<LeafState, Integer> counts) {
      Map<String, Object> facts = LanePage.laneFacts(lane);
      counts.forEach((state, count) -> facts.put(Spelling.of(state), count));
      return facts;
    }
  }
}
