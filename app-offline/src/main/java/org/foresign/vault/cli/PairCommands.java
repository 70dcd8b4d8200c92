package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.List;
import org.foresign.carry.ParcelName;
import org.foresign.command.Answer;
import org.foresign.crypto.TypedWords;
import org.foresign.crypto.WordCode;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.words.PeerWords;
import org.foresign.vault.work.Pairing;
import org.foresign.vault.work.Sitting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that exchange and accept identity cards. */
final class PairCommands {
  private PairCommands() {}

  /** Writes the vault's own card. */
  @Command(name = "show")
  static final class Show extends VaultAction {
    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path out = Path.of(".");

    @Override
    Answer answer() throws ProblemException {
      Sitting sitting = sit();
      ParcelName name = new Pairing(sitting).show(out(out)).parcel();
      SignedIdentityCard card = sitting.facts().card();
      return new Answer()
          .line("Wrote " + name)
          .line("words: " + WordCode.text(card.digest()))
          .fact("card", card.digest().bytes().hex())
          .fact("words", WordCode.words(card.digest()))
          .fact("parcel", name.tag());
    }
  }

  /** Accepts cards of desks and approvers. */
  @Command(name = "accept")
  static final class Accept extends DecidingAction {
    @Option(names = "--in", required = true, paramLabel = "DIR")
    private Path in = Path.of(".");

    @Option(names = "--parcel", paramLabel = "TAG")
    private @Nullable String tag;

    @Option(names = "--name", paramLabel = "NAME", required = true)
    private String name = "";

    @Option(names = "--words", paramLabel = "WORDS")
    private @Nullable String words;

    @Override
    Answer decide() throws ProblemException {
      Pairing pairing = new Pairing(sit());
      List<String> typed = words == null ? null : TypedWords.require(words, WordCode.COUNT);
      Pairing.Accepted outcome =
          done(pairing.accept(in(in), tag, name, typed, officer(), officer()));
      Answer answer = new Answer();
      outcome
          .known()
          .forEach(peer -> answer.line("Skipped the card of " + peer.name() + ": known."));
      outcome
          .accepted()
          .forEach(peer ->
              answer.line(
                  "Accepted "
                      + peer.name()
                      + (peer.card().card().role() == Role.DESK ? ", a desk, " : ", an approver, ")
                      + peer.card().digest()));
      return answer
          .fact("accepted", outcome.accepted().stream().map(PeerWords::facts).toList())
          .with(SheetText.of(outcome.line()));
    }
  }

  /** Lists the accepted cards. */
  @Command(name = "list")
  static final class ListAll extends VaultAction {
    @Override
    Answer answer() throws ProblemException {
      List<Peer> all = new Pairing(sit()).list();
      return new Answer()
          .lines(all.stream().map(PeerWords::line).toList())
          .fact("cards", all.stream().map(PeerWords::facts).toList());
    }
  }

  /** Ends a card. */
  @Command(name = "revoke")
  static final class Revoke extends DecidingAction {
    @Parameters(paramLabel = "CARD")
    private String card = "";

    @Option(names = "--reason", paramLabel = "TEXT")
    private String reason = "not given";

    @Override
    Answer decide() throws ProblemException {
      Pairing.Revoked outcome = new Pairing(sit()).revoke(card, reason, officer(), officer());
      Answer answer =
          new Answer()
              .line("Revoked " + outcome.card())
              .fact("card", outcome.card().bytes().hex())
              .fact("noWayOn", outcome.deadEnds());
      outcome
          .deadEnds()
          .forEach(end -> answer.line("The policy in force signs nothing now. " + end));
      return answer.with(SheetText.of(outcome.line()));
    }
  }
}
