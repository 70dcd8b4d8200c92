package org.foresign.vault.cli;

import org.foresign.command.Answer;
import org.foresign.crypto.TypedWords;
import org.foresign.crypto.WordCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.work.CeremonyBegin;
import org.foresign.vault.work.Sitting;
import org.foresign.vault.work.VaultStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands about the vault as a whole that need its passphrase. */
final class CeremonyCommands {
  private CeremonyCommands() {}

  /** Opens the vault, verifies all of it, and closes it again. */
  @Command(name = "check")
  static final class UnlockCheck extends VaultAction {
    @Override
    Answer answer() throws ProblemException {
      Sitting sitting = sit();
      sitting.unlock(officer());
      return StatusCommand.of(VaultStatus.of(sitting));
    }
  }

  /** Begins the next ceremony. */
  @Command(name = "begin")
  static final class Begin extends VaultAction {
    @Option(names = "--sheet", paramLabel = "WORDS")
    private @Nullable String sheet;

    @Override
    Answer answer() throws ProblemException {
      CeremonyBegin begin = new CeremonyBegin(sit());
      if (sheet != null) {
        officer().sheet(TypedWords.require(sheet, WordCode.COUNT));
      }
      CeremonyBegin.Outcome outcome = begin.run(officer(), officer());
      return new Answer()
          .line("Ceremony " + outcome.ceremony() + " has begun.")
          .fact("sheetWords", outcome.compared())
          .fact("journalHead", outcome.journalHead().bytes().hex())
          .with(SheetText.of(outcome.line()));
    }
  }
}
