package org.foresign.desk.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.card.AccountCardCodec;
import org.foresign.model.card.SignedAccountCard;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Database;

/** Accounts of paired vaults, each by its newest card with a checked proof of possession. */
public final class Accounts {
  private final Database database;
  private final Pairings pairings;
  private final Secp256k1 curve;

  public Accounts(DeskHome home, Secp256k1 curve) {
    this.database = home.database();
    this.pairings = home.pairings();
    this.curve = curve;
  }

  /** Takes a card over after checking it; an older epoch than the one held is refused. */
  public SignedAccountCard add(Bytes card) throws ProblemException {
    SignedAccountCard checked = check(card);
    Bytes instance = checked.card().vaultInstance();
    Address address = checked.card().address();
    database.update(sql -> {
      long known =
          sql.integer("SELECT COALESCE(MAX(epoch), 0) FROM account WHERE address = ?", address);
      if (checked.card().epoch() < known) {
        throw Problem.of(SettingsProblem.DESK_CARD_STALE, address.toString()).asException();
      }
      sql.update("DELETE FROM account WHERE address = ?", address);
      sql.updateOne(
          "INSERT INTO account (address, vault, epoch, body) VALUES (?, ?, ?, ?)",
          address,
          instance,
          checked.card().epoch(),
          checked.bytes());
    });
    return checked;
  }

  /** Only the vault that a card names can have signed it. */
  private SignedAccountCard check(Bytes card) throws ProblemException {
    ProblemException refused = Problem.of(SettingsProblem.DESK_NOT_PAIRED).asException();
    for (PairedVault vault : pairings.vaults()) {
      try {
        return AccountCardCodec.decode(card, vault.card(), curve);
      } catch (ProblemException e) {
        refused = e;
      }
    }
    throw refused;
  }

  /** All accounts of one vault. */
  public List<SignedAccountCard> of(PairedVault vault) throws ProblemException {
    List<Bytes> bodies =
        database.read(sql ->
            sql.query(
                "SELECT body FROM account WHERE vault = ? ORDER BY address",
                row -> row.blob(1),
                vault.instance()));
    List<SignedAccountCard> cards = new ArrayList<>();
    for (Bytes body : bodies) {
      cards.add(AccountCardCodec.decode(body, vault.card(), curve));
    }
    return cards;
  }

  /** Addresses of one vault's accounts. */
  public Set<Address> addresses(PairedVault vault) throws ProblemException {
    return of(vault).stream().map(card -> card.card().address()).collect(Collectors.toSet());
  }

  /** The vault that holds this account's key. */
  public PairedVault vaultOf(Address account) throws ProblemException {
    Bytes instance =
        database
            .read(sql ->
                sql.one("SELECT vault FROM account WHERE address = ?", row -> row.blob(1), account))
            .orElseThrow(() ->
                Problem.of(SettingsProblem.DESK_ACCOUNT_UNKNOWN, account.toString()).asException());
    return pairings.vault(instance);
  }
}
