package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Digest32;
import org.foresign.crypto.TypedWords;
import org.foresign.crypto.WordCode;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.SlotPurpose;
import org.foresign.store.Sql;
import org.foresign.usb.FolderCarrier;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.officers.Peers;
import org.foresign.vault.officers.Policies;
import org.foresign.vault.officers.PolicyText;
import org.foresign.vault.settings.VaultFacts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Commands that exchange and accept identity cards. */
final class PairCommands {
  private PairCommands() {}

  /** Writes the vault's own card. */
  @Command(
      name = "show",
      description = "Writes this vault's identity card and shows its ten words.",
      mixinStandardHelpOptions = true)
  static final class Show extends VaultAction {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
    private Path out = Path.of(".");

    Show(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        SignedIdentityCard card = session.facts().card();
        Parcel parcel = Parcel.of(ParcelKind.IDENTITY_CARD, card.bytes());
        return new Answer()
            .line("Wrote " + new FolderCarrier(out).send(parcel))
            .line("words: " + WordCode.text(card.digest()))
            .fact("card", card.digest().bytes().hex())
            .fact("words", WordCode.words(card.digest()))
            .fact("parcel", parcel.name().tag());
      }
    }
  }

  /** Accepts cards of desks and approvers. */
  @Command(
      name = "accept",
      description = "Accepts the card of a desk or an approver once its ten words were compared.",
      mixinStandardHelpOptions = true)
  static final class Accept extends VaultAction {
    @Option(names = "--in", required = true, paramLabel = "DIR", description = "Where cards lie.")
    private Path in = Path.of(".");

    @Option(names = "--parcel", paramLabel = "TAG", description = "Only the card with this tag.")
    private @Nullable String tag;

    @Option(
        names = "--name",
        paramLabel = "NAME",
        required = true,
        description = "What the officers call it.")
    private String name = "";

    @Option(
        names = "--words",
        paramLabel = "WORDS",
        description = "The ten words that the other screen shows.")
    private @Nullable String words;

    Accept(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        Answer answer = new Answer();
        List<SignedIdentityCard> cards = cards(session, answer);
        Session.Unlocked unlocked = session.unlock(SlotPurpose.ADMINISTER);
        Peers peers = new Peers(unlocked.vault());
        List<Object> accepted = new ArrayList<>();
        int number = 0;
        for (SignedIdentityCard card : cards) {
          number++;
          String called = cards.size() == 1 ? name : name + " " + number;
          compare(session, card, called);
          Peer peer = peers.accept(card, called, unlocked.officers());
          answer.line("Accepted " + peer.name() + ", " + card.digest());
          accepted.add(facts(peer));
        }
        return session.sheet().writeTo(answer.fact("accepted", accepted));
      }
    }

    /** The cards that wait; those that are known already are passed over beside them. */
    private List<SignedIdentityCard> cards(Session session, Answer answer) throws ProblemException {
      List<SignedIdentityCard> cards = new ArrayList<>();
      List<Peer> known = new ArrayList<>();
      for (Parcel parcel : Parcels.all(new FolderCarrier(in), ParcelKind.IDENTITY_CARD, tag)) {
        SignedIdentityCard card = IdentityCardCodec.decode(parcel.bytes());
        Optional<Peer> peer =
            session.home().database().read(sql -> Peers.find(sql, session.facts(), card.digest()));
        if (peer.isPresent()) {
          known.add(peer.get());
        } else if (!card.digest().equals(session.facts().card().digest())) {
          cards.add(card);
        }
      }
      if (cards.isEmpty()) {
        throw none(known).asException();
      }
      known.forEach(peer -> answer.line("Passed over the card of " + peer.name() + ": known."));
      return wanted(cards);
    }

    private static Problem none(List<Peer> known) {
      if (known.isEmpty()) {
        return Problem.of(OfficerProblem.PEER_IS_VAULT);
      }
      boolean revoked = known.stream().allMatch(Peer::revoked);
      return new Problem(
          revoked ? OfficerProblem.PEER_REVOKED : OfficerProblem.PEER_KNOWN,
          known.stream().map(Peer::name).toList());
    }

    /** Words are those of one card; where they are given, the others are not meant. */
    private List<SignedIdentityCard> wanted(List<SignedIdentityCard> cards)
        throws ProblemException {
      if (words == null) {
        return cards;
      }
      List<String> typed = TypedWords.require(words, WordCode.COUNT);
      List<SignedIdentityCard> found =
          cards.stream().filter(card -> WordCode.words(card.digest()).equals(typed)).toList();
      if (found.isEmpty()) {
        throw new Problem(
                OfficerProblem.PEER_WORDS_DIFFER,
                cards.stream()
                    .map(card -> "a card here has: " + WordCode.text(card.digest()))
                    .toList())
            .asException();
      }
      return found;
    }

    private void compare(Session session, SignedIdentityCard card, String called)
        throws ProblemException {
      if (words != null) {
        return; // chosen by them
      }
      List<String> ten = WordCode.words(card.digest());
      session.compare(
          session.twoOf(ten),
          List.of(
              "The card of "
                  + (card.card().role() == Role.DESK ? "a desk" : "an approver")
                  + ", to be called "
                  + called
                  + ".",
              "Its words: " + String.join(" ", ten)),
          "Does the other screen show the same ten words?",
          "the other screen",
          theirs -> Problem.of(OfficerProblem.PEER_WORDS_DIFFER).asException());
    }
  }

  /** Lists the accepted cards. */
  @Command(
      name = "list",
      description = "Lists the cards that were accepted or revoked.",
      mixinStandardHelpOptions = true)
  static final class ListAll extends VaultAction {
    ListAll(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        Answer answer = new Answer();
        List<Object> all = new ArrayList<>();
        for (Peer peer : session.home().database().read(sql -> Peers.list(sql, session.facts()))) {
          answer.line(
              peer.name()
                  + "  "
                  + PolicyText.lower(peer.card().card().role())
                  + "  "
                  + peer.card().digest()
                  + (peer.revoked() ? "  revoked" : ""));
          all.add(facts(peer));
        }
        return answer.fact("cards", all);
      }
    }
  }

  /** Ends a card. */
  @Command(
      name = "revoke",
      description = "Ends a card: nothing of it is taken any more.",
      mixinStandardHelpOptions = true)
  static final class Revoke extends VaultAction {
    @Parameters(paramLabel = "CARD", description = "Its digest, or at least 8 digits of it.")
    private String card = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "For the journal.")
    private String reason = "not given";

    Revoke(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      if (reason.isBlank() || !Detail.fits(reason)) {
        throw new ParameterException(
            spec.commandLine(), "--reason is one line of text of at most 512 bytes");
      }
      try (Session session = Session.open(services, options)) {
        Digest32 digest = find(session, card).card().digest();
        Session.Unlocked unlocked = session.unlock(SlotPurpose.ADMINISTER);
        session.confirmRead(
            List.of("Card " + digest), WordCode.words(digest), "Shall it be revoked for ever?");
        new Peers(unlocked.vault()).revoke(digest, reason, unlocked.officers());
        List<String> ends = session.home().database().read(sql -> noWayOn(sql, session.facts()));
        Answer answer =
            new Answer()
                .line("Revoked " + digest)
                .fact("card", digest.bytes().hex())
                .fact("noWayOn", ends);
        ends.forEach(end -> answer.line("The policy in force signs nothing now. " + end));
        return session.sheet().writeTo(answer);
      }
    }
  }

  private static List<String> noWayOn(Sql sql, VaultFacts facts) throws ProblemException {
    Optional<Policies.Accepted> now = Policies.inForce(sql, facts);
    return now.isEmpty() ? List.of() : Policies.contradictions(sql, facts, now.get().policy());
  }

  /**
   * The accepted card whose digest begins so.
   *
   * @throws ProblemException with {@link OfficerProblem#PEER_UNKNOWN} if none or several do
   */
  static Peer find(Session session, String prefix) throws ProblemException {
    String plain = prefix.startsWith("0x") ? prefix.substring(2) : prefix;
    List<Peer> found =
        session.home().database().read(sql -> Peers.list(sql, session.facts())).stream()
            .filter(peer -> !peer.revoked())
            .filter(peer -> plain.length() >= 8)
            .filter(peer -> peer.card().digest().bytes().hex().startsWith(plain))
            .toList();
    if (found.size() != 1) {
      throw Problem.of(OfficerProblem.PEER_UNKNOWN, prefix).asException();
    }
    return found.getFirst();
  }

  private static Map<String, Object> facts(Peer peer) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("card", peer.card().digest().bytes().hex());
    facts.put("role", PolicyText.lower(peer.card().card().role()));
    facts.put("name", peer.name());
    facts.put("revoked", peer.revoked());
    facts.put("words", WordCode.words(peer.card().digest()));
    return facts;
  }
}
