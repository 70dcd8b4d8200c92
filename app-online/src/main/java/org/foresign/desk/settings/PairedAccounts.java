package org.foresign.desk.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;

/** Accounts of paired vaults, each by its newest card with a checked proof of possession. */
public final class PairedAccounts {
  private final Database database;
  private final Sealer sealer;
  private final Pairings pairings;
  private final Secp256k1 curve;

  public PairedAccounts(DeskHome home, Secp256k1 curve) {
    this.database = home.database();
    this.sealer = home.sealer();
    this.pairings = home.pairings();
    this.curve = curve;
  }

  /**
   * Takes a card over after checking it; an older epoch than the one held is refused. The proof of
   * possession in a card names no vault and is public, so any vault could show it again: an account
   * stays with the vault that is recorded for it, whatever other paired vaults claim.
   */
  public SignedAccountCard add(Bytes card) throws ProblemException {
    return store(check(card), false);
  }

  /**
   * The same, but moves the account to the vault that the card is of: that one is active from now
   * on, and what the other one signed stays valid. Only for a person who knows why it moved.
   */
  public SignedAccountCard takeOver(Bytes card) throws ProblemException {
    return store(check(card), true);
  }

  private SignedAccountCard store(SignedAccountCard checked, boolean mayMove)
      throws ProblemException {
    Bytes instance = checked.card().vaultInstance();
    Address address = checked.card().address();
    Bytes hash = LookupHash.account(sealer, address);
    Bytes sealed;
    try (SealedColumn cards = cards()) {
      sealed = cards.seal(hash, checked.bytes().toArray());
    }
    database.update(sql -> {
      Optional<Bytes> holder =
          sql.one("SELECT vault FROM account WHERE account_hash = ?", row -> row.blob(1), hash);
      if (holder.isPresent() && !holder.get().equals(instance)) {
        if (!mayMove) {
          throw Problem.of(
                  SettingsProblem.DESK_ACCOUNT_OTHER_VAULT,
                  address.toString(),
                  "held by vault " + holder.get().hex(),
                  "this card is of vault " + instance.hex())
              .asException();
        }
        // Epochs count the cards of one vault; those of the other one say nothing here.
        sql.update("DELETE FROM account WHERE account_hash = ?", hash);
      }
      long known =
          sql.integer("SELECT COALESCE(MAX(epoch), 0) FROM account WHERE account_hash = ?", hash);
      if (checked.card().epoch() < known) {
        throw Problem.of(SettingsProblem.DESK_CARD_STALE, address.toString()).asException();
      }
      sql.update("DELETE FROM account WHERE account_hash = ?", hash);
      sql.updateOne(
          "INSERT INTO account (account_hash, vault, epoch, sealed_card) VALUES (?, ?, ?, ?)",
          hash,
          instance,
          checked.card().epoch(),
          sealed);
    });
    return checked;
  }

  /**
   * Reads a card and checks all that it claims; nothing is kept. Only the vault that a card names
   * can have signed it.
   */
  public SignedAccountCard check(Bytes card) throws ProblemException {
    Bytes claimed = AccountCardCodec.claimedInstance(card);
    for (PairedVault vault : pairings.vaults()) {
      if (vault.instance().equals(claimed)) {
        return AccountCardCodec.decode(card, vault.card(), curve);
      }
    }
    throw unpaired(SettingsProblem.DESK_NOT_PAIRED, "vault " + claimed.hex()).asException();
  }

  /** Where no vault is paired at all, that is what is wrong. */
  private Problem unpaired(SettingsProblem otherwise, String detail) throws ProblemException {
    return pairings.vaults().isEmpty()
        ? Problem.of(SettingsProblem.DESK_NO_VAULT)
        : Problem.of(otherwise, detail);
  }

  /** All accounts of one vault. */
  public List<SignedAccountCard> of(PairedVault vault) throws ProblemException {
    List<SignedAccountCard> cards = new ArrayList<>();
    for (Bytes body : bodies("vault = ?", vault.instance())) {
      cards.add(AccountCardCodec.decode(body, vault.card(), curve));
    }
    cards.sort(Comparator.comparing(card -> card.card().address()));
    return cards;
  }

  /** Whether this very card is the one held. */
  public boolean holds(Bytes card) throws ProblemException {
    return bodies("epoch >= ?", 0).contains(card);
  }

  private List<Bytes> bodies(String which, Object value) throws ProblemException {
    try (SealedColumn cards = cards()) {
      return database.read(sql ->
          sql.query(
              "SELECT account_hash, sealed_card FROM account WHERE " + which,
              row -> Bytes.of(cards.open(row.blob(1), row.blob(2))),
              value));
    }
  }

  private SealedColumn cards() {
    return sealer.column("account", "sealed_card");
  }

  /** Addresses of one vault's accounts. */
  public Set<Address> addresses(PairedVault vault) throws ProblemException {
    return of(vault).stream().map(card -> card.card().address()).collect(Collectors.toSet());
  }

  /** Keyed hashes of one vault's accounts. */
  public static Set<Bytes> hashes(Sql sql, Bytes vaultInstance) throws ProblemException {
    return Set.copyOf(
        sql.query(
            "SELECT account_hash FROM account WHERE vault = ?", row -> row.blob(1), vaultInstance));
  }

  /** The vault that holds this account's key. */
  public PairedVault vaultOf(Address account) throws ProblemException {
    Optional<Bytes> instance =
        database.read(sql ->
            sql.one(
                "SELECT vault FROM account WHERE account_hash = ?",
                row -> row.blob(1),
                LookupHash.account(sealer, account)));
    if (instance.isEmpty()) {
      throw unpaired(SettingsProblem.DESK_ACCOUNT_UNKNOWN, account.toString()).asException();
    }
    return pairings.vault(instance.get());
  }
}
