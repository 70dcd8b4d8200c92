package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.carry.StickItem;
import org.foresign.command.Answer;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.model.work.Counted;
import org.foresign.vault.work.StickCleaning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at a stick and removes what is done. */
final class StickCommands {
  private StickCommands() {}

  /** Lists parcels. */
  @Command(name = "list")
  static final class ListAll extends VaultAction {
    @Option(names = "--in", required = true, paramLabel = "DIR")
    private Path in = Path.of(".");

    @Override
    Answer answer() throws ProblemException {
      List<StickItem> items = new StickCleaning(sit()).list(carrier(in), officer());
      Answer answer = new Answer();
      items.forEach(item -> answer.line(Spelling.of(item.state()) + "  " + item.line()));
      return (items.isEmpty() ? answer.line("No parcels.") : answer)
          .fact("parcels", items.stream().map(StickCommands::facts).toList());
    }
  }

  /** Removes what is done. */
  @Command(name = "clean")
  static final class Clean extends VaultAction {
    @Option(names = "--in", required = true, paramLabel = "DIR")
    private Path in = Path.of(".");

    @Override
    Answer answer() throws ProblemException {
      List<StickItem> done = new StickCleaning(sit()).clean(carrier(in), officer(), officer());
      return new Answer()
          .line(
              done.isEmpty()
                  ? "Nothing on this stick is done."
                  : "Removed " + Counted.of(done.size(), "parcel") + ".")
          .fact("removed", done.stream().map(StickCommands::facts).toList());
    }
  }

  private static Map<String, Object> facts(StickItem item) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("parcel", item.name().toString());
    facts.put("state", Spelling.of(item.state()));
    facts.put("words", item.words());
    return facts;
  }
}
