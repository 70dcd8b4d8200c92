package org.foresign.vault.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.carry.Inbox;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.Sent;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.JobEnd;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.store.Sql;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.officers.OfficerPolicies;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.officers.Peers;
import org.foresign.vault.settings.VaultFacts;
import org.jspecify.annotations.Nullable;

/** Exchanges identity cards with desks and approvers, and ends them. */
public final class Pairing {
  private static final int SHORTEST_PREFIX = 8;

  /** Cards that were accepted, and those on the stick that were known before. */
  public record Accepted(List<Peer> accepted, List<Peer> known, Optional<PaperLine> line) {
    public Accepted {
      accepted = List.copyOf(accepted);
      known = List.copyOf(known);
    }
  }

  /**
   * A card that was revoked.
   *
   * @param deadEnds why the policy in force signs nothing now
   */
  public record Revoked(Digest32 card, List<String> deadEnds, Optional<PaperLine> line) {
    public Revoked {
      deadEnds = List.copyOf(deadEnds);
    }
  }

  private final Sitting sitting;

  public Pairing(Sitting sitting) {
    this.sitting = sitting;
  }

  /** Hands out this vault's card. */
  public Sent show(Outbox out) throws ProblemException {
    return out.offer(Parcel.of(ParcelKind.IDENTITY_CARD, sitting.facts().card().bytes()));
  }

  /** Every card that was accepted or revoked. */
  public List<Peer> list() throws ProblemException {
    return sitting.home().database().read(sql -> Peers.list(sql, sitting.facts()));
  }

  /**
   * Accepts the cards that wait, once their words were compared.
   *
   * @param tag of one card, or null for all
   * @param name what the officers call it; several are numbered
   * @param words the ten words of the one that is meant, or null to compare each
   * @throws ProblemException with an {@link OfficerProblem}
   */
  public JobEnd<Accepted> accept(
      Inbox in,
      @Nullable String tag,
      String name,
      @Nullable List<String> words,
      PassphraseAsker passphrases,
      ReadingAsker asker)
      throws ProblemException {
    return Parcels.all(in, ParcelKind.IDENTITY_CARD, tag)
        .then(parcels -> new JobEnd.Done<>(accept(parcels, name, words, passphrases, asker)));
  }

  private Accepted accept(
      List<Parcel> parcels,
      String name,
      @Nullable List<String> words,
      PassphraseAsker passphrases,
      ReadingAsker asker)
      throws ProblemException {
    List<Peer> known = new ArrayList<>();
    List<SignedIdentityCard> cards = meant(unknown(parcels, known), words);
    Sitting.Unlocked unlocked = sitting.unlock(passphrases, SecretPurpose.ADMINISTER);
    // Scripts of practice vaults give the card's words and have nobody to look at a sheet.
    boolean script = words != null && sitting.facts().practice();
    OfficerKey officers = unlocked.officers(script ? (reading, two) -> new Reply.Unread() : asker);
    Peers peers = new Peers(unlocked.vault());
    List<Peer> accepted = new ArrayList<>();
    for (SignedIdentityCard card : cards) {
      String called = cards.size() == 1 ? name : name + " " + (accepted.size() + 1);
      if (words == null) { // else chosen by them
        compare(new Reading.Card(card, called), asker);
      }
      accepted.add(peers.accept(card, called, officers));
    }
    return new Accepted(accepted, known, sitting.sheet().tell());
  }

  /**
   * Ends a card for good.
   *
   * @param prefix its digest, or at least 8 hex digits of it
   * @param reason for the journal
   * @throws ProblemException with {@link OfficerProblem#PEER_UNKNOWN}, {@link
   *     org.foresign.vault.sign.SignProblem#SIGN_REASON_UNFIT} or another problem
   */
  public Revoked revoke(
      String prefix, String reason, PassphraseAsker passphrases, ReadingAsker asker)
      throws ProblemException {
    String why = JournalText.reason(reason);
    sitting.home().database().read(sql -> find(sql, sitting.facts(), prefix));
    Sitting.Unlocked unlocked = sitting.unlock(passphrases, SecretPurpose.ADMINISTER);
    Peer peer = unlocked.vault().look((sql, memory) -> find(sql, sitting.facts(), prefix));
    OfficerKey officers = unlocked.officers(asker);
    sitting.require(asker, new Reading.Revocation(peer));
    Digest32 digest = peer.card().digest();
    new Peers(unlocked.vault()).revoke(digest, why, officers);
    List<String> ends = sitting.home().database().read(sql -> deadEnds(sql, sitting.facts()));
    return new Revoked(digest, ends, sitting.sheet().tell());
  }

  /**
   * The accepted card whose digest begins so.
   *
   * @throws ProblemException with {@link OfficerProblem#PEER_UNKNOWN} if none or several do
   */
  public static Peer find(Sql sql, VaultFacts facts, String prefix) throws ProblemException {
    String plain = prefix.startsWith("0x") ? prefix.substring(2) : prefix;
    List<Peer> found =
        Peers.list(sql, facts).stream()
            .filter(peer -> !peer.revoked())
            .filter(peer -> plain.length() >= SHORTEST_PREFIX)
            .filter(peer -> peer.card().digest().bytes().hex().startsWith(plain))
            .toList();
    if (found.size() != 1) {
      throw Problem.of(OfficerProblem.PEER_UNKNOWN, prefix).asException();
    }
    return found.getFirst();
  }

  /** The cards that wait; those that are known already are passed over beside them. */
  private List<SignedIdentityCard> unknown(List<Parcel> parcels, List<Peer> known)
      throws ProblemException {
    List<SignedIdentityCard> cards = new ArrayList<>();
    for (Parcel parcel : parcels) {
      SignedIdentityCard card = IdentityCardCodec.decode(parcel.bytes());
      Optional<Peer> peer =
          sitting.home().database().read(sql -> Peers.find(sql, sitting.facts(), card.digest()));
      if (peer.isPresent()) {
        known.add(peer.get());
      } else if (!card.digest().equals(sitting.facts().card().digest())) {
        cards.add(card);
      }
    }
    if (cards.isEmpty()) {
      throw none(known).asException();
    }
    return cards;
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
  private static List<SignedIdentityCard> meant(
      List<SignedIdentityCard> cards, @Nullable List<String> words) throws ProblemException {
    if (words == null) {
      return cards;
    }
    List<SignedIdentityCard> found =
        cards.stream().filter(card -> WordCode.words(card.digest()).equals(words)).toList();
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

  private void compare(Reading.Card reading, ReadingAsker asker) throws ProblemException {
    sitting.require(
        asker,
        reading,
        sitting.twoOf(reading),
        fits -> Problem.of(OfficerProblem.PEER_WORDS_DIFFER).asException());
  }

  private static List<String> deadEnds(Sql sql, VaultFacts facts) throws ProblemException {
    Optional<OfficerPolicies.Accepted> now = OfficerPolicies.inForce(sql, facts);
    return now.isEmpty()
        ? List.of()
        : OfficerPolicies.contradictions(sql, facts, now.get().policy());
  }
}
