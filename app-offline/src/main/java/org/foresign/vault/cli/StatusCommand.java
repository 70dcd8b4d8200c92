package org.foresign.vault.cli;

import java.time.Instant;
import java.util.List;
import org.foresign.crypto.CryptoChoice;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Counted;
import org.foresign.vault.journal.BatchState;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.journal.PaperSheet;
import org.foresign.vault.journal.VaultTime;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.officers.PolicyText;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultHome;
import picocli.CommandLine.Command;

/** Public facts of the vault, and what the last run left behind. */
@Command(
    name = "status",
    description = "Verifies journal and ledger, and says how the vault stands; no passphrase.",
    mixinStandardHelpOptions = true)
final class StatusCommand extends VaultAction {
  StatusCommand(VaultServices services) {
    super(services);
  }

  @Override
  Answer run() throws ProblemException {
    try (Session session = Session.open(services, options)) {
      OpenVault.requireVerified(session.home());
      return of(session.home(), session.facts(), session.time()).crypto(CryptoChoice.all());
    }
  }

  /** How a vault stands that was verified just now. */
  static Answer of(VaultHome home, VaultFacts facts, VaultTime time) throws ProblemException {
    Journal.State state = home.database().read(Journal::state);
    List<Ledger.Entry> interrupted =
        home.database().read(sql -> Ledger.inState(sql, BatchState.CLAIMED));
    long waiting = home.database().read(Ledger::countWithoutReceipt);
    VaultTime.Standing standing = time.standing(state);
    Answer answer =
        new Answer()
            .line((facts.practice() ? "Practice" : "Real") + " vault " + facts.instance().hex())
            .line("card:     " + facts.card().digest())
            .line("verified: the journal from its first entry, and all tables by it")
            .line("ceremony: " + facts.ceremony() + ", incarnation " + facts.incarnation())
            .line(
                "journal:  "
                    + Counted.of(state.number(), "entry", "entries")
                    + ", head "
                    + state.head())
            .line("last entry: " + Instant.ofEpochSecond(state.time()));
    List<PaperSheet> sheet = home.database().read(sql -> PaperSheet.newest(sql, 1));
    answer.line(
        sheet.isEmpty() ? SheetLine.unwritten(facts) : SheetLine.line(facts, sheet.getFirst()));
    switch (standing) {
      case STEADY -> {}
      case BACK ->
          answer.line(
              "The clock is behind the last entry: signing is stopped. If the clock is right and a"
                  + " wrong date was taken before, 'vault clock set-back' sets vault time back.");
      case FORWARD -> answer.line("The clock went forward by more than 7 days: confirm it.");
    }
    for (Ledger.Entry entry : interrupted) {
      answer.line(
          "Batch "
              + entry.batchDigest()
              + " was interrupted after its claim: its nonces count as signed. Sign the same"
              + " request again to go on with it; when that is refused for good, 'vault batch close'"
              + " gives its desk an empty result.");
    }
    if (waiting > 0) {
      answer.line(Counted.of(waiting, "result has", "results have") + " no receipt yet.");
    }
    return answer
        .fact("vault", facts.instance().hex())
        .fact("practice", facts.practice())
        .fact("card", facts.card().digest().bytes().hex())
        .fact("ceremony", facts.ceremony())
        .fact("incarnation", facts.incarnation())
        .fact("headWords", SheetLine.words(sheet))
        .fact("journalEntries", state.number())
        .fact("journalHead", state.head().bytes().hex())
        .fact("clock", PolicyText.lower(standing))
        .fact(
            "interrupted",
            interrupted.stream().map(entry -> entry.batchDigest().bytes().hex()).toList())
        .fact("withoutReceipt", waiting)
        .fact("state", interrupted.isEmpty() ? "ready" : "interrupted");
  }
}
