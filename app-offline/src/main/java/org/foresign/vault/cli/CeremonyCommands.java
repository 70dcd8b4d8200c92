package org.foresign.vault.cli;

import org.foresign.command.Answer;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.work.CeremonyBegin;
import org.foresign.vault.work.VaultStatus;
import picocli.CommandLine.Command;

/** Commands about the vault as a whole that need its passphrase. */
final class CeremonyCommands {
  private CeremonyCommands() {}

  /** Opens the vault, verifies all of it, and closes it again. */
  @Command(name = "check")
  static final class UnlockCheck extends VaultAction {
    @Override
    Answer answer() throws ProblemException {
      return StatusCommand.of(VaultStatus.of(sit().unlock(officer()).vault()));
    }
  }

  /** Begins the next ceremony. */
  @Command(name = "begin")
  static final class Begin extends DecidingAction {
    @Override
    Answer decide() throws ProblemException {
      CeremonyBegin begin = new CeremonyBegin(sit());
      CeremonyBegin.Outcome outcome = begin.run(officer(), officer());
      return new Answer()
          .line("Ceremony " + outcome.ceremony() + " has begun.")
          .fact("sheetWords", outcome.compared())
          .fact("journalHead", outcome.journalHead().bytes().hex())
          .with(SheetText.of(outcome.line()));
    }
  }
}
