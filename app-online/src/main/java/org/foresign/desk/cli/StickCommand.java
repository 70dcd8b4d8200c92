package org.foresign.desk.cli;

import java.util.List;
import org.foresign.carry.Stick;
import org.foresign.carry.StickItem;
import org.foresign.command.Answer;
import org.foresign.command.StickAnswer;
import org.foresign.desk.carry.DeskStick;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.work.DeskServices;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Counted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at a stick and removes what is done. */
final class StickCommand {
  private StickCommand() {}

  /** Lists parcels. */
  @Command(name = "list")
  static final class ListAll extends HomeAction {
    @Mixin private CarryOptions carry;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      return StickAnswer.list(
          DeskServices.stick(home, tools()).all(carry.in(tools(), readingJob())));
    }
  }

  /** Removes what is done. */
  @Command(name = "clean")
  static final class Clean extends HomeAction {
    @Mixin private CarryOptions carry;

    @Option(names = "--yes")
    private boolean yes;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      Stick stick = carry.in(tools(), readingJob());
      DeskStick work = DeskServices.stick(home, tools());
      List<StickItem> done = yes ? work.clean(stick) : work.done(stick);
      return new Answer()
          .lines(done.stream().map(StickItem::line).toList())
          .line(
              done.isEmpty()
                  ? "Nothing on this stick is done."
                  : yes
                      ? "Removed " + Counted.of(done.size(), "parcel") + "."
                      : "These are done; --yes removes them.")
          .fact("removed", yes)
          .fact("done", StickAnswer.facts(done));
    }
  }
}
