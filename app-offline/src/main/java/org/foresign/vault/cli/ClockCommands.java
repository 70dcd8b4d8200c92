package org.foresign.vault.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.SlotPurpose;
import org.foresign.model.work.Counted;
import org.foresign.vault.journal.BatchState;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.ClockDecisions;
import org.foresign.vault.officers.Policies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Commands about vault time. */
final class ClockCommands {
  private ClockCommands() {}

  /** Shows how the clock stands. */
  @Command(
      name = "status",
      description = "Compares the clock with the journal's last entry.",
      mixinStandardHelpOptions = true)
  static final class Status extends VaultAction {
    Status(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        return StatusCommand.of(session.home(), session.facts(), session.time());
      }
    }
  }

  /** Accepts a long step forward of the clock. */
  @Command(
      name = "accept",
      description = "Confirms the clock after a step forward of more than 7 days.",
      mixinStandardHelpOptions = true)
  static final class Accept extends VaultAction {
    Accept(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        Session.Unlocked unlocked = session.unlock(SlotPurpose.ADMINISTER);
        OpenVault vault = unlocked.vault();
        session.time().requireNotBack(vault.look((sql, memory) -> Journal.state(sql)));
        session.confirmRead(times(session, vault), "Is this machine's clock right?");
        ClockDecisions.Decided decided = new ClockDecisions(vault, unlocked.officers()).accept();
        return answer(session, new Answer().line("The clock is accepted."), decided);
      }
    }
  }

  /** Sets vault time back. */
  @Command(
      name = "set-back",
      description = {
        "Sets vault time back to this machine's clock, after a wrong date was taken.",
        "Set the clock right first. Desks have to import the policy again and plan anew."
      },
      mixinStandardHelpOptions = true)
  static final class SetBack extends VaultAction {
    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "For the journal.")
    private String reason = "";

    SetBack(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      if (reason.isBlank() || !Detail.fits(reason)) {
        throw new ParameterException(
            spec.commandLine(), "--reason is one line of text of at most 512 bytes");
      }
      try (Session session = Session.open(services, options)) {
        session.time().requireBack(session.home().database().read(Journal::state));
        Session.Unlocked unlocked = session.unlock(SlotPurpose.ADMINISTER);
        OpenVault vault = unlocked.vault();
        session.confirmRead(page(session, vault), "Is this machine's clock right now?");
        ClockDecisions.Decided decided =
            new ClockDecisions(vault, unlocked.officers()).setBack(reason);
        Answer answer =
            new Answer()
                .line(
                    "Vault time was " + time(decided.before()) + " and is " + time(decided.after()))
                .fact("from", decided.before().time())
                .fact("to", decided.after().time());
        return answer(session, answer, decided);
      }
    }

    private static List<String> page(Session session, OpenVault vault) throws ProblemException {
      int open = vault.look((sql, memory) -> Ledger.inState(sql, BatchState.CLAIMED)).size();
      List<String> lines = new ArrayList<>(times(session, vault));
      lines.add("The policy gets a new number. Requests planned before are refused: export the");
      lines.add("policy to each desk, where the batches are planned anew.");
      lines.add("What a policy widens and has not waited for by the new time waits anew.");
      if (open > 0) {
        lines.add(
            Counted.of(open, "batch", "batches")
                + " interrupted after the claim can't be gone on with any more: 'vault batch close'.");
      }
      return lines;
    }
  }

  /** Whoever confirms a date has read the year, for two words made of these lines are asked for. */
  static List<String> times(Session session, OpenVault vault) throws ProblemException {
    Journal.State state = vault.look((sql, memory) -> Journal.state(sql));
    return List.of(
        "Vault time is  " + time(state) + ", that of the last entry.",
        "The clock says " + Instant.ofEpochSecond(session.time().clock()) + ".");
  }

  private static Answer answer(Session session, Answer answer, ClockDecisions.Decided decided)
      throws ProblemException {
    answer.fact("journalHead", session.home().database().read(Journal::state).head().bytes().hex());
    if (decided.policy().isPresent()) {
      Policies.Decided policies = decided.policy().get();
      Policies.Accepted stays = policies.atOnce().orElse(policies.whole());
      answer
          .line(
              "Policy "
                  + stays.policy().number()
                  + " is in force: 'vault policy export' writes it for the desks.")
          .fact("policy", stays.policy().number());
      if (policies.atOnce().isPresent()) {
        answer.line(waiting(policies.whole())).fact("waits", policies.whole().policy().number());
      }
    }
    return session.sheet().writeTo(answer);
  }

  private static String waiting(Policies.Accepted whole) {
    String line =
        "Policy "
            + whole.policy().number()
            + " widens and waits anew: it is in force from ceremony "
            + whole.activeFrom()
            + " on";
    return whole.notBefore() == 0
        ? line + "."
        : line + ", and not before " + PolicyWords.time(whole.notBefore()) + ".";
  }

  private static String time(Journal.State state) {
    return Instant.ofEpochSecond(state.time()).toString();
  }
}
