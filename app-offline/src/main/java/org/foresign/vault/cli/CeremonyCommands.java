package org.foresign.vault.cli;

import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.SlotPurpose;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.JournalRecall;
import org.foresign.vault.keys.Ceremony;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands about the vault as a whole that need its passphrase. */
final class CeremonyCommands {
  private CeremonyCommands() {}

  /** Opens the vault, verifies all of it, and closes it again. */
  @Command(
      name = "check",
      description = "Opens the vault with its passphrase, verifies it, and closes it again.",
      mixinStandardHelpOptions = true)
  static final class UnlockCheck extends VaultAction {
    UnlockCheck(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        session.unlock();
        return StatusCommand.of(session.home(), session.facts(), session.time());
      }
    }
  }

  /** Begins the next ceremony. */
  @Command(
      name = "begin",
      description = "Begins the next ceremony, after a comparison with the paper sheet.",
      mixinStandardHelpOptions = true)
  static final class Begin extends VaultAction {
    @Option(
        names = "--sheet",
        paramLabel = "WORDS",
        description =
            "The ten head words of the paper sheet's last line, in place of the question.")
    private @Nullable String sheet;

    Begin(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        Session.Unlocked unlocked = session.unlock(SlotPurpose.ADMINISTER);
        JournalRecall memory = unlocked.vault().opened();
        session.sheet().compare(sheet, memory);
        Journal.State after = Ceremony.begin(unlocked.vault(), unlocked.officers(), memory);
        Answer answer =
            new Answer()
                .line("Ceremony " + session.home().facts().ceremony() + " has begun.")
                .fact("sheetWords", SheetLine.words(memory.paper()))
                .fact("journalHead", after.head().bytes().hex());
        return session.sheet().writeTo(answer);
      }
    }
  }
}
