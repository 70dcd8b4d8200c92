package org.foresign.vault.cli;

import org.foresign.command.Answer;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.words.PolicyOutcomes;
import org.foresign.vault.words.ReadingWords;
import org.foresign.vault.work.ClockWork;
import org.foresign.vault.work.VaultStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands about vault time. */
final class ClockCommands {
  private ClockCommands() {}

  /** Shows how the clock stands. */
  @Command(name = "status")
  static final class Status extends VaultAction {
    @Override
    Answer answer() throws ProblemException {
      return StatusCommand.of(VaultStatus.of(sit()));
    }
  }

  /** Accepts a long step forward of the clock. */
  @Command(name = "accept")
  static final class Accept extends DecidingAction {
    @Override
    Answer decide() throws ProblemException {
      return with(
          new Answer().line("The clock is accepted."),
          new ClockWork(sit()).accept(officer(), officer()));
    }
  }

  /** Sets vault time back. */
  @Command(name = "set-back")
  static final class SetBack extends DecidingAction {
    @Option(names = "--reason", paramLabel = "TEXT", required = true)
    private String reason = "";

    @Override
    Answer decide() throws ProblemException {
      ClockWork.Outcome outcome = new ClockWork(sit()).setBack(reason, officer(), officer());
      Journal.State before = outcome.decided().before();
      Journal.State after = outcome.decided().after();
      return with(
          new Answer()
              .line(
                  "Vault time was "
                      + ReadingWords.time(before)
                      + " and is "
                      + ReadingWords.time(after))
              .fact("from", before.time())
              .fact("to", after.time()),
          outcome);
    }
  }

  private static Answer with(Answer answer, ClockWork.Outcome outcome) {
    return answer
        .fact("journalHead", outcome.journalHead().bytes().hex())
        .lines(PolicyOutcomes.lines(outcome.decided()))
        .facts(PolicyOutcomes.facts(outcome.decided()))
        .with(SheetText.of(outcome.line()));
  }
}
