package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.foresign.carry.Inbox;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.Sent;
import org.foresign.codec.Digest32;
import org.foresign.command.Answer;
import org.foresign.crypto.TypedWords;
import org.foresign.crypto.WordCode;
import org.foresign.desk.carry.CardExchange;
import org.foresign.desk.carry.ParcelResults;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.Pairings;
import org.foresign.desk.settings.SettingsProblem;
import org.foresign.desk.work.DeskServices;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.terminal.TwoWords;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pairing with a vault: send our cards, look at its card, compare words, accept. */
final class PairCommand {
  private PairCommand() {}

  /** Sends this desk's cards. */
  @Command(name = "send")
  static final class Send extends HomeAction {
    @Mixin private CarryOptions carry;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      Answer answer = new Answer();
      CardExchange exchange = DeskServices.cards(home, tools());
      Iterator<Sent> sent = exchange.sendOwn(carry.out(tools(), readingJob())).iterator();
      for (SignedIdentityCard card : exchange.own()) {
        List<String> words = Pairings.words(card.digest());
        String tag = sent.next().parcel().tag();
        answer.row(
            "cards",
            Map.of(
                "role",
                card.card().role().name(),
                "card",
                card.digest().toString(),
                "parcel",
                tag,
                "words",
                words),
            card.card().role() + " card " + card.digest() + ", parcel " + tag,
            "  " + String.join(" ", words));
      }
      return answer.line("The vault's officers must see these words, read from this screen.");
    }
  }

  /** Shows vault cards that wait. */
  @Command(name = "show")
  static final class Show extends HomeAction {
    @Mixin private CarryOptions carry;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      Inbox in = carry.in(tools(), readingJob());
      ParcelResults<SignedIdentityCard> shown = DeskServices.cards(home, tools()).show(in);
      Answer.Part refused = RefusalPage.of(shown, in, ParcelKind.IDENTITY_CARD);
      Answer answer = new Answer();
      List<String> next = new ArrayList<>();
      for (SignedIdentityCard card : shown.items()) {
        List<String> words = Pairings.words(card.digest());
        boolean paired = paired(home, card);
        if (!paired) {
          next.add("  ./foresign desk pair accept " + card.digest() + " --words \"ten words\"");
        }
        answer.row(
            "cards",
            Map.of("card", card.digest().toString(), "words", words, "paired", paired),
            "Vault card " + card.digest() + (paired ? ", paired already" : ""),
            "  " + String.join(" ", words));
      }
      if (!next.isEmpty()) {
        answer.line("Compare the words with the vault's own screen, then:").lines(next);
      }
      return answer.list("cards").with(refused);
    }

    private static boolean paired(DeskHome home, SignedIdentityCard card) throws ProblemException {
      return home.pairings().vaults().stream()
          .anyMatch(vault -> vault.card().digest().equals(card.digest()));
    }
  }

  /** Accepts a card whose words were compared. */
  @Command(name = "accept")
  static final class Accept extends HomeAction {
    @Parameters(index = "0", paramLabel = "CARD")
    private Digest32 card;

    @Option(names = "--words", paramLabel = "WORDS")
    private @Nullable String words;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      List<String> typed = words == null ? compared() : TypedWords.require(words, WordCode.COUNT);
      PairedVault vault = home.pairings().accept(card, typed);
      return new Answer()
          .lines(List.of("Paired with vault " + vault.instance().hex() + "."))
          .fact("vault", vault.instance().hex());
    }

    /** The words of the card, once a person has shown by two of them that the vault's are those. */
    private List<String> compared() throws ProblemException {
      if (!terminal().onTerminal()) {
        throw wrong("Missing required option: '--words=WORDS'");
      }
      List<String> ten = Pairings.words(card);
      TwoWords two = TwoWords.of(ten, tools().random());
      terminal()
          .prompt()
          .show(
              two.leaveOut(
                  List.of(
                      "The words of this card: " + String.join(" ", ten),
                      "Does the vault show the same ten words? Press enter alone to say no.")));
      TwoWords.Answer answer = two.ask(terminal().prompt(), "the vault's screen");
      if (!answer.right()) {
        throw Problem.of(
                answer.typed().isEmpty()
                    ? CliProblem.WORDS_NOT_COMPARED
                    : SettingsProblem.DESK_CARD_WORDS_DIFFER,
                card.toString())
            .asException();
      }
      return ten;
    }
  }

  /** Lists paired vaults. */
  @Command(name = "list")
  static final class Vaults extends HomeAction {
    @Override
    Answer answer(DeskHome home) throws ProblemException {
      Answer answer = new Answer();
      for (PairedVault vault : home.pairings().vaults()) {
        answer.row(
            "vaults",
            Map.of(
                "vault", vault.instance().hex(),
                "card", vault.card().digest().toString(),
                "incarnation", vault.incarnation(),
                "ceremony", vault.ceremony(),
                "nextSequence", vault.nextSequence(),
                "lastResult", vault.lastResultDigest().map(Digest32::toString).orElse("")),
            vault.instance().hex()
                + "  ceremony "
                + vault.ceremony()
                + ", next request "
                + vault.nextSequence());
      }
      return answer.list("vaults", "Not paired with any vault.");
    }
  }
}
