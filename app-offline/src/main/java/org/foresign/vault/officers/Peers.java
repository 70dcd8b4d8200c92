package org.foresign.vault.officers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborWriter;
import org.foresign.codec.Digest32;
import org.foresign.model.card.IdentityCard;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.policy.PolicyNames;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.NameShape;
import org.foresign.store.Sql;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.PeerRows;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultProblem;

/** The cards that officers accepted or revoked; each row carries the officers' signature. */
public final class Peers {
  private static final String DECISION = "peer-decision";

  private final OpenVault vault;

  public Peers(OpenVault vault) {
    this.vault = vault;
  }

  /**
   * Accepts a card whose ten words two people compared. A card with a later epoch ends the one that
   * it replaces; a card that says it is revoked only ends it.
   *
   * @throws ProblemException with an {@link OfficerProblem}
   */
  public Peer accept(SignedIdentityCard card, String name, OfficerKey officers)
      throws ProblemException {
    IdentityCard body = card.card();
    if (body.role() == Role.VAULT) {
      throw Problem.of(OfficerProblem.PEER_IS_VAULT).asException();
    }
    if (body.practice() != vault.facts().practice()) {
      throw Problem.of(OfficerProblem.PEER_OTHER_KIND).asException();
    }
    Peer peer = new Peer(card, PolicyNames.require(name), false);
    return vault.decide((sql, memory) -> {
      Optional<Peer> known = find(sql, vault.facts(), card.digest());
      if (known.isPresent()) {
        throw Problem.of(
                known.get().revoked() ? OfficerProblem.PEER_REVOKED : OfficerProblem.PEER_KNOWN,
                name)
            .asException();
      }
      Digest32 replaced = body.replaces();
      for (Peer other : list(sql, vault.facts())) {
        if (!other.revoked()
            && !other.card().digest().equals(replaced)
            && NameShape.alike(other.name(), name)) {
          throw Problem.of(OfficerProblem.PEER_NAME_ALIKE, other.name()).asException();
        }
      }
      if (replaced != null) {
        Peer old =
            find(sql, vault.facts(), replaced)
                .filter(found -> !found.revoked())
                .filter(found -> found.card().card().role() == body.role())
                .filter(found -> found.card().card().epoch() + 1 == body.epoch())
                .orElseThrow(() ->
                    Problem.of(OfficerProblem.PEER_REPLACES_UNKNOWN, replaced.toString())
                        .asException());
        writeRevocation(sql, old, "replaced", officers);
      }
      Journal.State accepted =
          vault.note(
              sql,
              officers.sheet(),
              JournalEvent.CARD_ACCEPTED,
              Detail.of("card", card.digest()),
              Detail.of("role", body.role().name()));
      PeerRows.add(
          sql,
          new PeerRows.Stored(
              card.digest().bytes(),
              body.role(),
              name,
              card.bytes(),
              false,
              accepted.number(),
              officers.sign(DECISION, decision(peer, accepted.number()))));
      if (body.revoked()) {
        writeRevocation(sql, peer, "its owner ended it", officers);
        return new Peer(card, name, true);
      }
      return peer;
    });
  }

  /**
   * Ends a card; what was signed before stays valid.
   *
   * @throws ProblemException with {@link OfficerProblem#PEER_UNKNOWN}
   */
  public void revoke(Digest32 card, String reason, OfficerKey officers) throws ProblemException {
    vault.decide((sql, memory) -> {
      Peer peer =
          find(sql, vault.facts(), card)
              .filter(found -> !found.revoked())
              .orElseThrow(
                  () -> Problem.of(OfficerProblem.PEER_UNKNOWN, card.toString()).asException());
      writeRevocation(sql, peer, reason, officers);
      return peer;
    });
  }

  /** The card with this digest, revoked or not. */
  public static Optional<Peer> find(Sql sql, VaultFacts facts, Digest32 card)
      throws ProblemException {
    Optional<PeerRows.Stored> row = PeerRows.find(sql, card);
    return row.isPresent() ? Optional.of(peer(row.get(), facts)) : Optional.empty();
  }

  /**
   * A card and those that were replaced by it, one after the other: one machine through all its
   * keys. What it was promised under an older card holds under the newest.
   */
  public static Set<Digest32> lineage(Sql sql, VaultFacts facts, Digest32 card)
      throws ProblemException {
    Set<Digest32> found = new LinkedHashSet<>();
    Digest32 next = card;
    while (next != null && found.add(next)) {
      Optional<Peer> peer = find(sql, facts, next);
      next = peer.isPresent() ? peer.get().card().card().replaces() : null;
    }
    return found;
  }

  /** Every card, in order of name. */
  public static List<Peer> list(Sql sql, VaultFacts facts) throws ProblemException {
    List<Peer> peers = new ArrayList<>();
    for (PeerRows.Stored row : PeerRows.all(sql)) {
      peers.add(peer(row, facts));
    }
    return peers;
  }

  private void writeRevocation(Sql sql, Peer peer, String reason, OfficerKey officers)
      throws ProblemException {
    Peer ended = new Peer(peer.card(), peer.name(), true);
    Journal.State revoked =
        vault.note(
            sql,
            officers.sheet(),
            JournalEvent.CARD_REVOKED,
            Detail.of("card", peer.card().digest()),
            Detail.of("reason", reason));
    PeerRows.revoke(
        sql,
        peer.card().digest(),
        revoked.number(),
        officers.sign(DECISION, decision(ended, revoked.number())));
  }

  private static Peer peer(PeerRows.Stored row, VaultFacts facts) throws ProblemException {
    Peer peer = new Peer(IdentityCardCodec.decode(row.card()), row.name(), row.revoked());
    Bytes decision = decision(facts.instance(), peer, row.entry());
    if (!OfficerKey.verify(facts.officerKey(), DECISION, decision, row.decision())
        || !row.digest().equals(peer.card().digest().bytes())
        || row.role() != peer.card().card().role()) {
      throw Problem.of(VaultProblem.VAULT_DECISION_FORGED, "card " + peer.card().digest())
          .asException();
    }
    return peer;
  }

  private Bytes decision(Peer peer, long entry) {
    return decision(vault.facts().instance(), peer, entry);
  }

  /**
   * @param entry number of the journal's entry about it: an older decision on the same card has
   *     another
   */
  private static Bytes decision(Bytes instance, Peer peer, long entry) {
    return new CborWriter()
        .array(5)
        .bytes(instance)
        .uint(entry)
        .bytes(peer.card().digest().bytes())
        .text(peer.name())
        .bool(peer.revoked())
        .toBytes();
  }
}
