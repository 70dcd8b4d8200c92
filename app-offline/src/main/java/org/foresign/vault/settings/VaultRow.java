package org.foresign.vault.settings;

import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.card.IdentityCard;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;

/** The one row about the vault itself: what is fixed, its ceremony and its sealed identity. */
public final class VaultRow {
  private VaultRow() {}

  static boolean isThere(Sql sql) throws ProblemException {
    return sql.integer("SELECT count(*) FROM vault") == 1;
  }

  /**
   * Writes the row of a new vault.
   *
   * @param decision the officers' signature over the first ceremony
   */
  public static void add(Sql sql, VaultFacts facts, Bytes decision, Bytes identity)
      throws ProblemException {
    sql.updateOne(
        "INSERT INTO vault (id, instance, practice, incarnation, ceremony, ceremony_decision,"
            + " officer_key, card, identity) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)",
        facts.instance(),
        facts.practice(),
        facts.incarnation(),
        facts.ceremony(),
        decision,
        facts.officerKey(),
        facts.card().bytes(),
        identity);
  }

  /**
   * The vault's fixed facts.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_CARD_BROKEN} or a store problem
   */
  public static VaultFacts facts(Sql sql) throws ProblemException {
    VaultFacts facts =
        sql.one(
                "SELECT instance, practice, incarnation, ceremony, officer_key, card FROM vault",
                row ->
                    new VaultFacts(
                        row.blob(1),
                        row.flag(2),
                        row.integer(3),
                        row.integer(4),
                        row.blob(5),
                        card(row.blob(6))))
            .orElseThrow(() -> Problem.of(VaultProblem.VAULT_NOT_THERE).asException());
    IdentityCard card = facts.card().card();
    if (!card.instance().equals(Optional.of(facts.instance()))
        || card.practice() != facts.practice()
        || card.incarnation() != facts.incarnation()) {
      throw Problem.of(VaultProblem.VAULT_CARD_BROKEN, "it says something else").asException();
    }
    return facts;
  }

  /** The number of the present ceremony. */
  public static long ceremony(Sql sql) throws ProblemException {
    return sql.integer("SELECT ceremony FROM vault");
  }

  /** The officers' signature over it. */
  public static Bytes ceremonyDecision(Sql sql) throws ProblemException {
    return sql.one("SELECT ceremony_decision FROM vault", row -> row.blob(1)).orElseThrow();
  }

  /** Begins a ceremony in the running transaction; the journal's entry comes with it. */
  public static void begin(Sql sql, long ceremony, Bytes decision) throws ProblemException {
    sql.updateOne("UPDATE vault SET ceremony = ?, ceremony_decision = ?", ceremony, decision);
  }

  /** The sealed identity keys. */
  public static Bytes identity(Sql sql) throws ProblemException {
    return sql.one("SELECT identity FROM vault", row -> row.blob(1)).orElseThrow();
  }

  private static SignedIdentityCard card(Bytes bytes) throws ProblemException {
    try {
      return IdentityCardCodec.decode(bytes);
    } catch (ProblemException e) {
      throw new ProblemException(Problem.of(VaultProblem.VAULT_CARD_BROKEN), e);
    }
  }
}
