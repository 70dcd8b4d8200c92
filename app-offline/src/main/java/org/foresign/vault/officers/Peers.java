package org.foresign.vault.officers;

import java.util.List;
import java.util.Optional;
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
import org.foresign.store.Row;
import org.foresign.store.Sql;
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
    Peer peer = new Peer(card, PolicyNames.require(name), body.revoked());
    return vault
        .home()
        .database()
        .inTransaction(sql -> {
          Optional<Peer> known = find(sql, vault.facts(), card.digest());
          if (known.isPresent()) {
            throw Problem.of(
                    known.get().revoked() ? OfficerProblem.PEER_REVOKED : OfficerProblem.PEER_KNOWN,
                    name)
                .asException();
          }
          Digest32 replaced = body.replaces();
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
          sql.updateOne(
              "INSERT INTO peer (digest, role, name, card, revoked, decision)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              card.digest(),
              body.role().code(),
              name,
              card.bytes(),
              peer.revoked(),
              officers.sign(DECISION, decision(peer)));
          vault
              .journal()
              .append(
                  sql,
                  JournalEvent.CARD_ACCEPTED,
                  new Detail("card", card.digest().toString()),
                  new Detail("role", body.role().name()));
          return peer;
        });
  }

  /**
   * Ends a card; what was signed before stays valid.
   *
   * @throws ProblemException with {@link OfficerProblem#PEER_UNKNOWN}
   */
  public void revoke(Digest32 card, String reason, OfficerKey officers) throws ProblemException {
    vault
        .home()
        .database()
        .update(sql -> {
          Peer peer =
              find(sql, vault.facts(), card)
                  .filter(found -> !found.revoked())
                  .orElseThrow(
                      () -> Problem.of(OfficerProblem.PEER_UNKNOWN, card.toString()).asException());
          writeRevocation(sql, peer, reason, officers);
        });
  }

  /** The card with this digest, revoked or not. */
  public static Optional<Peer> find(Sql sql, VaultFacts facts, Digest32 card)
      throws ProblemException {
    return sql.one(
        "SELECT name, card, revoked, decision FROM peer WHERE digest = ?",
        row -> peer(row, facts),
        card);
  }

  /** Every card, in order of name. */
  public static List<Peer> list(Sql sql, VaultFacts facts) throws ProblemException {
    return sql.query(
        "SELECT name, card, revoked, decision FROM peer ORDER BY name, digest",
        row -> peer(row, facts));
  }

  private void writeRevocation(Sql sql, Peer peer, String reason, OfficerKey officers)
      throws ProblemException {
    Peer ended = new Peer(peer.card(), peer.name(), true);
    sql.updateOne(
        "UPDATE peer SET revoked = 1, decision = ? WHERE digest = ?",
        officers.sign(DECISION, decision(ended)),
        peer.card().digest());
    vault
        .journal()
        .append(
            sql,
            JournalEvent.CARD_REVOKED,
            new Detail("card", peer.card().digest().toString()),
            new Detail("reason", reason));
  }

  private static Peer peer(Row row, VaultFacts facts) throws ProblemException {
    Peer peer = new Peer(IdentityCardCodec.decode(row.blob(2)), row.text(1), row.flag(3));
    if (!OfficerKey.verify(facts.officerKey(), DECISION, decision(peer), row.blob(4))) {
      throw Problem.of(VaultProblem.VAULT_DECISION_FORGED, "card " + peer.card().digest())
          .asException();
    }
    return peer;
  }

  private static Bytes decision(Peer peer) {
    return new CborWriter()
        .array(3)
        .bytes(peer.card().digest().bytes())
        .text(peer.name())
        .bool(peer.revoked())
        .toBytes();
  }
}
