package org.foresign.vault.journal;

import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.card.Role;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Row;
import org.foresign.store.Sql;

/** The table of cards that officers accepted or revoked. What they signed is checked above. */
public final class PeerRows {
  private static final String SELECT =
      "SELECT digest, role, name, card, revoked, entry, decision FROM peer";

  private PeerRows() {}

  /**
   * A card as it is stored.
   *
   * @param card in its exact bytes
   * @param entry number of the journal's entry about the last decision
   * @param decision the officers' signature
   */
  public record Stored(
      Bytes digest,
      Role role,
      String name,
      Bytes card,
      boolean revoked,
      long entry,
      Bytes decision) {}

  /** Every card, in order of name. */
  public static List<Stored> all(Sql sql) throws ProblemException {
    return sql.query(SELECT + " ORDER BY name, digest", PeerRows::stored);
  }

  public static Optional<Stored> find(Sql sql, Digest32 card) throws ProblemException {
    return sql.one(SELECT + " WHERE digest = ?", PeerRows::stored, card);
  }

  /** Writes a card in the running transaction; the journal's entry comes before. */
  public static void add(Sql sql, Stored card) throws ProblemException {
    sql.updateOne(
        "INSERT INTO peer (digest, role, name, card, revoked, entry, decision)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        card.digest(),
        card.role(),
        card.name(),
        card.card(),
        card.revoked(),
        card.entry(),
        card.decision());
  }

  /** Ends a card in the running transaction. */
  public static void revoke(Sql sql, Digest32 card, long entry, Bytes decision)
      throws ProblemException {
    sql.updateOne(
        "UPDATE peer SET revoked = 1, entry = ?, decision = ? WHERE digest = ?",
        entry,
        decision,
        card);
  }

  private static Stored stored(Row row) throws ProblemException {
    return new Stored(
        row.blob(1),
        row.constant(2, Role.class),
        row.text(3),
        row.blob(4),
        row.flag(5),
        row.integer(6),
        row.blob(7));
  }
}
