package org.foresign.vault.cli;

import org.foresign.command.Answer;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.officers.OfficerPolicies;
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
    answer.fact("journalHead", outcome.journalHead().bytes().hex());
    outcome
        .decided()
        .policy()
        .ifPresent(policies -> {
          OfficerPolicies.Accepted stays = policies.atOnce().orElse(policies.whole());
          answer
              .line(
                  "Policy "
                      + stays.policy().number()
                      + " is in force: 'vault policy export' writes it for the desks.")
              .fact("policy", stays.policy().number());
          if (policies.atOnce().isPresent()) {
            long number = policies.whole().policy().number();
            answer
                .line(
                    PolicyCommands.waiting(
                        "Policy " + number + " widens and waits again:", policies.whole()))
                .fact("waits", number);
          }
        });
    return answer.with(SheetText.of(outcome.line()));
  }
}
