package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.foresign.carry.Carrier;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.StickItem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Counted;
import org.foresign.usb.FolderCarrier;
import org.foresign.vault.receive.StickLook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at a stick and removes what is done. */
final class StickCommands {
  private StickCommands() {}

  /** Lists parcels. */
  @Command(
      name = "list",
      description = "Lists the parcels on a stick with words, date and state.",
      mixinStandardHelpOptions = true)
  static final class ListAll extends VaultAction {
    @Option(names = "--in", required = true, paramLabel = "DIR", description = "The stick.")
    private Path in = Path.of(".");

    ListAll(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        List<StickItem> items =
            new StickLook(session.unlock().vault()).all(new FolderCarrier(in), ParcelKind.values());
        Answer answer = new Answer();
        items.forEach(item -> answer.line(state(item) + "  " + item.line()));
        return items.isEmpty()
            ? answer.line("No parcels.").fact("parcels", List.of())
            : answer.fact("parcels", items.stream().map(StickCommands::facts).toList());
      }
    }
  }

  /** Removes what is done. */
  @Command(
      name = "clean",
      description = {
        "Removes the parcels that are done from a stick, after listing them.",
        "Other files, open parcels and those of other machines stay."
      },
      mixinStandardHelpOptions = true)
  static final class Clean extends VaultAction {
    @Option(names = "--in", required = true, paramLabel = "DIR", description = "The stick.")
    private Path in = Path.of(".");

    Clean(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        Carrier carrier = new FolderCarrier(in);
        List<StickItem> done =
            new StickLook(session.unlock().vault())
                .all(carrier, ParcelKind.values()).stream()
                    .filter(item -> item.state() == StickItem.State.DONE)
                    .toList();
        if (done.isEmpty()) {
          return new Answer().line("Nothing on this stick is done.").fact("removed", List.of());
        }
        List<String> lines = new ArrayList<>();
        done.forEach(item -> lines.add(item.line()));
        session.confirm(lines, "Shall these be removed from the stick?");
        for (StickItem item : done) {
          carrier.remove(item.name());
        }
        return new Answer()
            .line("Removed " + Counted.of(done.size(), "parcel") + ".")
            .fact("removed", done.stream().map(StickCommands::facts).toList());
      }
    }
  }

  private static String state(StickItem item) {
    return item.state().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> facts(StickItem item) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("parcel", item.name().toString());
    facts.put("state", state(item));
    facts.put("words", item.words());
    return facts;
  }
}
