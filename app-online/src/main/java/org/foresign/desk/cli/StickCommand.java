package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foresign.carry.Carrier;
import org.foresign.carry.StickItem;
import org.foresign.command.Answer;
import org.foresign.desk.carry.DeskStick;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.work.DeskServices;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
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
    @Mixin private CarrierOptions carry;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      List<StickItem> items = DeskServices.stick(home, tools()).all(carry.carrier(tools()));
      List<String> lines = new ArrayList<>();
      items.forEach(item -> lines.add(state(item) + "  " + item.line()));
      return new Answer()
          .lines(lines.isEmpty() ? List.of("No parcels.") : lines)
          .facts(Map.of("ok", true, "parcels", items.stream().map(StickCommand::facts).toList()));
    }
  }

  /** Removes what is done. */
  @Command(name = "clean")
  static final class Clean extends HomeAction {
    @Mixin private CarrierOptions carry;

    @Option(names = "--yes")
    private boolean yes;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      Carrier carrier = carry.carrier(tools());
      DeskStick stick = DeskServices.stick(home, tools());
      List<StickItem> done = yes ? stick.clean(carrier) : stick.done(carrier);
      List<String> lines = new ArrayList<>(done.stream().map(StickItem::line).toList());
      lines.add(
          done.isEmpty()
              ? "Nothing on this stick is done."
              : yes
                  ? "Removed " + Counted.of(done.size(), "parcel") + "."
                  : "These are done; --yes removes them.");
      return new Answer()
          .lines(lines)
          .facts(
              Map.of(
                  "ok",
                  true,
                  "removed",
                  yes,
                  "done",
                  done.stream().map(StickCommand::facts).toList()));
    }
  }

  private static String state(StickItem item) {
    return Spelling.of(item.state());
  }

  private static Map<String, Object> facts(StickItem item) {
    return Map.of("parcel", item.name().toString(), "state", state(item), "words", item.words());
  }
}
