package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.List;
import org.foresign.command.Answer;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.release.LaneEvent;
import org.foresign.desk.release.RecoveryNote;
import org.foresign.desk.release.StatusReader;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.words.LaneWords;
import org.foresign.desk.work.DeskServices;
import org.foresign.desk.work.LaneFollower;
import org.foresign.desk.work.LaneWatch;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows what was released to its end. */
@Command(name = "follow")
final class FollowCommand extends HomeAction {
  @Mixin private LaneOptions which;

  @Option(names = "--once")
  private boolean once;

  @Option(names = "--no-raise")
  private boolean noRaise;

  @Option(names = "--until", paramLabel = "WHAT", defaultValue = "effect")
  private Until until;

  @Mixin private PauseOptions pause;

  /** How far to follow. */
  enum Until {
    FINAL,
    EFFECT
  }

  @Override
  Answer answer(DeskHome home) throws ProblemException {
    List<LaneId> lanes;
    try (LeafStore leaves = DeskServices.leaves(home, tools())) {
      lanes = which.of(home, new StatusReader(home, leaves, tools().clock()));
    }
    List<String> lines = new ArrayList<>();
    try (LaneFollower follower =
        LaneFollower.open(home, tools(), lanes, until == Until.EFFECT, !noRaise)) {
      follower.run(once, pause.time(), control(), new Telling(lines));
      return answer(follower, lines);
    }
  }

  /** Says what happens as it happens. */
  private final class Telling implements LaneFollower.Listener {
    private final List<String> lines;

    Telling(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void warned(String words) {
      say(lines, words, once);
    }

    @Override
    public void recovered(RecoveryNote note) {
      say(lines, "Since the last stop: " + LaneWords.of(note), once);
    }

    @Override
    public void happened(LaneId lane, LaneEvent event) {
      say(
          lines,
          LanePage.name(lane) + " nonce " + event.nonce() + ": " + LaneWords.of(event),
          once);
    }
  }

  private Answer answer(LaneFollower follower, List<String> lines) {
    List<LaneWatch> watches = follower.watches();
    boolean silent =
        follower.recovered().isEmpty() && watches.stream().allMatch(w -> w.news().isEmpty());
    watches.forEach(watch -> WatchPage.rest(watch).ifPresent(lines::add));
    int code = DeskExitCode.worst(watches.stream().map(WatchPage::exitCode).toList());
    if (control().asked()) {
      lines.add("Stopped as asked; run it again to continue.");
    } else if (silent && code == DeskExitCode.DONE) {
      lines.add("Nothing has changed and nothing is waited for.");
    }
    return new Answer()
        .lines(lines)
        .fact("stopped", control().asked())
        .fact("lanes", watches.stream().map(WatchPage::facts).toList())
        .fact("recovered", LanePage.recovered(follower.recovered()))
        .fact("warnings", follower.warnings())
        .exit(code);
  }
}
