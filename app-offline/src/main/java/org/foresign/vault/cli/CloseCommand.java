package org.foresign.vault.cli;

import java.nio.file.Path;
import org.foresign.command.Answer;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.words.BatchOutcomes;
import org.foresign.vault.work.ClaimClosing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Closes a claim that can't be gone on with, and gives its desk an empty result. */
@Command(name = "close")
final class CloseCommand extends DecidingAction {
  @Parameters(paramLabel = "BATCH")
  private String batch = "";

  @Option(names = "--reason", paramLabel = "TEXT", required = true)
  private String reason = "";

  @Option(names = "--out", required = true, paramLabel = "DIR")
  private Path out = Path.of(".");

  @Override
  Answer decide() throws ProblemException {
    ClaimClosing.Outcome outcome =
        new ClaimClosing(sit()).run(batch, reason, out(out), officer(), officer());
    return new Answer()
        .lines(BatchOutcomes.lines(outcome))
        .facts(BatchOutcomes.facts(outcome))
        .with(SheetText.of(outcome.line()));
  }
}
