package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.List;
import org.foresign.carry.StickItem;
import org.foresign.command.Answer;
import org.foresign.command.StickAnswer;
import org.foresign.model.problem.ProblemException;
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
      return StickAnswer.list(new StickCleaning(sit()).list(in(in), officer()));
    }
  }

  /** Removes what is done. */
  @Command(name = "clean")
  static final class Clean extends VaultAction {
    @Option(names = "--in", required = true, paramLabel = "DIR")
    private Path in = Path.of(".");

    @Override
    Answer answer() throws ProblemException {
      List<StickItem> done = new StickCleaning(sit()).clean(in(in), officer(), officer());
      return new Answer()
          .line(
              done.isEmpty()
                  ? "Nothing on this stick is done."
                  : "Removed " + Counted.of(done.size(), "parcel") + ".")
          .fact("removed", StickAnswer.facts(done));
    }
  }
}
