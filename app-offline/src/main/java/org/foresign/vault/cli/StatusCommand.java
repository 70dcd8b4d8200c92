package org.foresign.vault.cli;

import java.util.List;
import org.foresign.command.Answer;
import org.foresign.crypto.CryptoChoice;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.model.work.Counted;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.words.ReadingWords;
import org.foresign.vault.work.PaperLine;
import org.foresign.vault.work.VaultStatus;
import picocli.CommandLine.Command;

/** Public facts of the vault, and what the last run left behind. */
@Command(name = "status")
final class StatusCommand extends VaultAction {
  @Override
  Answer answer() throws ProblemException {
    return of(VaultStatus.of(sit())).crypto(CryptoChoice.all());
  }

  /** How a vault stands that was verified just now. */
  static Answer of(VaultStatus status) {
    VaultFacts facts = status.facts();
    Answer answer =
        new Answer()
            .line((facts.practice() ? "Practice" : "Real") + " vault " + facts.instance().hex())
            .line("card:     " + facts.card().digest())
            .line("verified: the journal from its first entry, and all tables by it")
            .line("ceremony: " + facts.ceremony() + ", incarnation " + facts.incarnation())
            .line(
                "journal:  "
                    + Counted.of(status.journal().number(), "entry", "entries")
                    + ", head "
                    + status.journal().head())
            .line("last entry: " + ReadingWords.time(status.journal()))
            .line(
                status
                    .line()
                    .map(SheetText::words)
                    .orElse(
                        "For the paper sheet: ceremony "
                            + facts.ceremony()
                            + ", no head words: nothing was decided here yet"));
    switch (status.clock()) {
      case STEADY -> {}
      case BACK ->
          answer.line(
              "The clock is behind the last entry: signing is stopped. If the clock is right and a"
                  + " wrong date was accepted before, 'vault clock set-back' sets vault time back.");
      case FORWARD -> answer.line("The clock went forward by more than 7 days: confirm it.");
    }
    for (VaultStatus.Interrupted one : status.interrupted()) {
      answer.line(
          "Batch "
              + one.batch()
              + " was interrupted after its claim: its nonces count as signed, and "
              + one.signed()
              + " of its "
              + Counted.of(one.leaves(), "signature")
              + (one.signed() == 1 ? " is" : " are")
              + " stored. Sign the same"
              + " request again to continue; when that is refused for good, 'vault batch close'"
              + " gives its desk an empty result.");
    }
    if (status.withoutReceipt() > 0) {
      answer.line(
          Counted.of(status.withoutReceipt(), "result has", "results have") + " no receipt yet.");
    }
    return answer
        .fact("vault", facts.instance().hex())
        .fact("practice", facts.practice())
        .fact("card", facts.card().digest().bytes().hex())
        .fact("ceremony", facts.ceremony())
        .fact("incarnation", facts.incarnation())
        .fact("headWords", status.line().map(PaperLine::words).orElse(List.of()))
        .fact("journalEntries", status.journal().number())
        .fact("journalHead", status.journal().head().bytes().hex())
        .fact("clock", Spelling.of(status.clock()))
        .fact(
            "interrupted",
            status.interrupted().stream().map(one -> one.batch().bytes().hex()).toList())
        .fact(
            "interruptedSigned",
            status.interrupted().stream().map(VaultStatus.Interrupted::signed).toList())
        .fact("withoutReceipt", status.withoutReceipt())
        .fact("state", status.interrupted().isEmpty() ? "ready" : "interrupted");
  }
}
