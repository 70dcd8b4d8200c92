package org.foresign.desk.settings;

import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Database;
import org.foresign.store.Row;
import org.foresign.store.Sql;

/**
 * Identity cards: this desk's own, and those of vaults, shown first and accepted by their words.
 */
public final class Pairings {
  private final Database database;

  public Pairings(Database database) {
    this.database = database;
  }

  /** Keeps a card of this desk or its approver. */
  static void insertOwn(Sql sql, SignedIdentityCard card) throws ProblemException {
    insert(sql, card, true, "accepted");
  }

  /** This desk's own card of that role. */
  public SignedIdentityCard own(Role role) throws ProblemException {
    return database
        .read(sql ->
            sql.one(
                "SELECT body FROM identity_card WHERE own = 1 AND role = ?"
                    + " AND state = 'accepted'",
                Pairings::card,
                role.code()))
        .orElseThrow();
  }

  /**
   * Takes a vault's card over for comparison; it does nothing before it is accepted.
   *
   * @return the ten words to compare with the vault's own screen
   */
  public List<String> show(SignedIdentityCard card) throws ProblemException {
    requireKind(card);
    database.update(sql -> {
      if (find(sql, card.digest()).isEmpty()) {
        insert(sql, card, false, "shown");
      }
    });
    return words(card.digest());
  }

  /**
   * Pairs with the vault whose card was shown, once a person has compared the words.
   *
   * @param typed the ten words as read from the vault's screen
   */
  public PairedVault accept(Digest32 digest, List<String> typed) throws ProblemException {
    SignedIdentityCard card =
        database
            .read(sql -> find(sql, digest))
            .orElseThrow(() ->
                Problem.of(SettingsProblem.DESK_CARD_UNKNOWN, digest.toString()).asException());
    if (!words(digest).equals(typed)) {
      throw Problem.of(SettingsProblem.DESK_CARD_WORDS_DIFFER, digest.toString()).asException();
    }
    requireKind(card);
    Bytes instance = card.card().instance().orElseThrow();
    database.update(sql -> pair(sql, card, instance));
    return vault(instance);
  }

  public PairedVault vault(Bytes instance) throws ProblemException {
    return vaults().stream()
        .filter(vault -> vault.instance().equals(instance))
        .findFirst()
        .orElseThrow(
            () -> Problem.of(SettingsProblem.DESK_NOT_PAIRED, instance.hex()).asException());
  }

  /** All paired vaults. */
  public List<PairedVault> vaults() throws ProblemException {
    return database.read(sql ->
        sql.query(
            "SELECT c.body, v.instance, v.incarnation, v.ceremony, v.next_sequence,"
                + " v.last_result FROM vault v JOIN identity_card c ON c.digest = v.card"
                + " ORDER BY v.instance",
            row ->
                new PairedVault(
                    row.blob(2),
                    card(row),
                    row.integer(3),
                    row.integer(4),
                    row.integer(5),
                    row.optionalBlob(6).map(Digest32::new).orElse(null))));
  }

  /** The words of a card, the same on both machines. */
  public static List<String> words(Digest32 digest) {
    return WordCode.words(digest);
  }

  /**
   * Takes down that this vault has answered, inside the caller's transaction; a conflict if it
   * waits for another number by now.
   */
  public static void answered(Sql sql, PairedVault vault, long ceremony, Digest32 result)
      throws ProblemException {
    sql.updateOne(
        "UPDATE vault SET ceremony = ?, next_sequence = ?, last_result = ?"
            + " WHERE instance = ? AND next_sequence = ?",
        ceremony,
        vault.nextSequence() + 1,
        result,
        vault.instance(),
        vault.nextSequence());
  }

  private void requireKind(SignedIdentityCard card) throws ProblemException {
    if (card.card().role() != Role.VAULT || card.card().revoked()) {
      throw Problem.of(SettingsProblem.DESK_CARD_UNKNOWN, "this is no vault's card").asException();
    }
    if (card.card().practice() != own(Role.DESK).card().practice()) {
      throw Problem.of(SettingsProblem.DESK_CARD_PRACTICE).asException();
    }
  }

  private static void pair(Sql sql, SignedIdentityCard card, Bytes instance)
      throws ProblemException {
    Optional<SignedIdentityCard> before =
        sql.one(
            "SELECT c.body FROM vault v JOIN identity_card c ON c.digest = v.card"
                + " WHERE v.instance = ?",
            Pairings::card,
            instance);
    if (before.isPresent()) {
      if (before.get().digest().equals(card.digest())) {
        return;
      }
      requireSuccessor(before.get(), card);
      setState(sql, before.get().digest(), "replaced");
      sql.updateOne(
          "UPDATE vault SET card = ?, incarnation = ? WHERE instance = ?",
          card.digest(),
          card.card().incarnation(),
          instance);
    } else {
      sql.updateOne(
          "INSERT INTO vault (instance, card, incarnation, ceremony, next_sequence)"
              + " VALUES (?, ?, ?, 0, 1)",
          instance,
          card.digest(),
          card.card().incarnation());
    }
    setState(sql, card.digest(), "accepted");
  }

  private static void requireSuccessor(SignedIdentityCard before, SignedIdentityCard card)
      throws ProblemException {
    if (card.card().epoch() != before.card().epoch() + 1
        || !before.digest().equals(card.card().replaces())) {
      throw Problem.of(SettingsProblem.DESK_CARD_STALE, "epoch " + card.card().epoch())
          .asException();
    }
  }

  private static void setState(Sql sql, Digest32 digest, String state) throws ProblemException {
    sql.updateOne("UPDATE identity_card SET state = ? WHERE digest = ?", state, digest);
  }

  private static void insert(Sql sql, SignedIdentityCard card, boolean own, String state)
      throws ProblemException {
    sql.updateOne(
        "INSERT INTO identity_card (digest, role, own, state, body) VALUES (?, ?, ?, ?, ?)",
        card.digest(),
        card.card().role().code(),
        own,
        state,
        card.bytes());
  }

  private static Optional<SignedIdentityCard> find(Sql sql, Digest32 digest)
      throws ProblemException {
    return sql.one("SELECT body FROM identity_card WHERE digest = ?", Pairings::card, digest);
  }

  private static SignedIdentityCard card(Row row) throws ProblemException {
    return IdentityCardCodec.decode(row.blob(1));
  }
}
