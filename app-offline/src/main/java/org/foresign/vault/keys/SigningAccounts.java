package org.foresign.vault.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.foresign.codec.Bytes;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.card.AccountCard;
import org.foresign.model.card.AccountCardCodec;
import org.foresign.model.card.Provenance;
import org.foresign.model.card.SignedAccountCard;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.local.DerivationPath;
import org.foresign.signer.local.HeldSeed;
import org.foresign.signer.local.LocalKey;
import org.foresign.signer.local.PublishedMnemonics;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;
import org.foresign.vault.journal.KeyRecall;
import org.foresign.vault.settings.VaultHome;

/** The seeds and accounts of a vault. Seeds are sealed under the sign secret. */
public final class SigningAccounts {
  private final OpenVault vault;
  private final KnownAccounts known;
  private final ProofMaker proofs;
  private final Secp256k1 curve;
  private final SecretAccess access;

  public SigningAccounts(
      OpenVault vault,
      KnownAccounts known,
      ProofMaker proofs,
      Secp256k1 curve,
      SecretAccess access) {
    this.vault = vault;
    this.known = known;
    this.proofs = proofs;
    this.curve = curve;
    this.access = access;
  }

  /** Proves possession of a key through the only path that signs anything. */
  @FunctionalInterface
  public interface ProofMaker {
    /** Signs the possession transaction of the key's account, then closes the key. */
    EcdsaSignature prove(LocalKey key) throws ProblemException;
  }

  /** A row of the list of accounts. */
  public record Row(
      Address address, long seed, String path, Provenance provenance, SignedAccountCard card) {}

  /**
   * Stores new seed words with their first account.
   *
   * @param seed stays the caller's
   * @param signSealer over the sign secret
   * @throws ProblemException with an {@link AccountProblem}, or a key problem for published words
   *     in a real vault
   */
  public Row addSeed(HeldSeed seed, Provenance provenance, DerivationPath path, Sealer signSealer)
      throws ProblemException {
    if (!vault.facts().practice()) {
      PublishedMnemonics.builtIn().refuse(seed.words());
    }
    SignedAccountCard card = card(seed, provenance, path);
    List<Address> roots = roots(seed);
    try (SealedColumn column = signSealer.column("seed", "sealed");
        SecretBytes stored = seed.stored()) {
      return vault.decide((sql, memory) -> {
        for (Address root : roots) {
          known.register(root, vault.facts().practice());
        }
        long id = sql.integer("SELECT coalesce(max(id), 0) + 1 FROM seed");
        int words = seed.words().wordCount();
        Bytes sealed = column.seal(place(id, provenance, words), stored);
        sql.updateOne(
            "INSERT INTO seed (id, provenance, words, sealed) VALUES (?, ?, ?, ?)",
            id,
            provenance.code(),
            words,
            sealed);
        vault.note(
            sql,
            JournalEvent.SEED_ADDED,
            new Detail("seed", Long.toString(id)),
            new Detail("provenance", Spelling.of(provenance)),
            new Detail("words", Integer.toString(words)),
            new Detail("sealed", KeyRecall.sealedDigest(sealed).toString()));
        return insert(sql, id, path, card);
      });
    }
  }

  /**
   * Adds another account of a stored seed.
   *
   * @throws ProblemException with an {@link AccountProblem}
   */
  public Row derive(long seed, DerivationPath path, Sealer signSealer) throws ProblemException {
    OpenedSeed opened = openSeed(seed, signSealer);
    try (HeldSeed held = opened.held()) {
      SignedAccountCard card = card(held, opened.provenance(), path);
      return vault.decide((sql, memory) -> insert(sql, seed, path, card));
    }
  }

  /** The lowest number of m/44'/60'/0'/0/N at which this seed has no account yet. */
  public static int nextFreeIndex(VaultHome home, long seed) throws ProblemException {
    Set<String> taken =
        home.database()
            .read(sql ->
                Set.copyOf(
                    sql.query(
                        "SELECT path FROM account WHERE seed = ?", row -> row.text(1), seed)));
    int index = 0;
    while (taken.contains(DerivationPath.standard(index).toString())) {
      index++;
    }
    return index;
  }

  /** The seed that new accounts of this vault come from, once there is one. */
  public Optional<Long> generatedSeed() throws ProblemException {
    return vault.look((sql, memory) ->
        sql.one(
            "SELECT min(id) FROM seed WHERE provenance = ? HAVING min(id) IS NOT NULL",
            row -> row.integer(1),
            Provenance.GENERATED.code()));
  }

  /**
   * A seed, whose words are to be shown to a person; the caller owns it. The journal says so.
   *
   * @throws ProblemException with {@link AccountProblem#ACCOUNT_NO_SEED}
   */
  public HeldSeed showSeed(long seed, Sealer signSealer) throws ProblemException {
    HeldSeed held = openSeed(seed, signSealer).held();
    vault.note(JournalEvent.SEED_SHOWN, new Detail("seed", Long.toString(seed)));
    return held;
  }

  /**
   * The keys of some accounts; the caller owns them.
   *
   * @throws ProblemException with {@link AccountProblem#ACCOUNT_UNKNOWN}
   */
  public List<LocalKey> keys(Set<Address> wanted, Sealer signSealer) throws ProblemException {
    List<LocalKey> keys = new ArrayList<>();
    boolean all = false;
    try {
      for (Row row : list(vault.home())) {
        if (wanted.contains(row.address())) {
          try (HeldSeed seed = openSeed(row.seed(), signSealer).held()) {
            keys.add(seed.key(DerivationPath.parse(row.path()), curve));
          }
        }
      }
      if (keys.size() != wanted.size()) {
        throw Problem.of(AccountProblem.ACCOUNT_UNKNOWN).asException();
      }
      all = true;
      return keys;
    } finally {
      if (!all) {
        keys.forEach(LocalKey::close);
      }
    }
  }

  /** Every account, by address. */
  public static List<Row> list(VaultHome home) throws ProblemException {
    SignedIdentityCard vaultCard = home.facts().card();
    Secp256k1 curve = Secp256k1.best();
    return home.database()
        .read(sql ->
            sql.query(
                "SELECT seed, path, card FROM account ORDER BY address",
                row -> {
                  SignedAccountCard card = AccountCardCodec.decode(row.blob(3), vaultCard, curve);
                  return new Row(
                      card.card().address(),
                      row.integer(1),
                      row.text(2),
                      card.card().provenance(),
                      card);
                }));
  }

  private Row insert(Sql sql, long seed, DerivationPath path, SignedAccountCard card)
      throws ProblemException {
    AccountCard account = card.card();
    if (sql.integer("SELECT count(*) FROM account WHERE address = ?", account.address()) > 0) {
      throw Problem.of(AccountProblem.ACCOUNT_EXISTS, account.address().toString()).asException();
    }
    known.register(account.address(), vault.facts().practice());
    sql.updateOne(
        "INSERT INTO account (address, seed, path, provenance, card) VALUES (?, ?, ?, ?, ?)",
        account.address(),
        seed,
        path.toString(),
        account.provenance().code(),
        card.bytes());
    vault.note(
        sql,
        account.provenance() == Provenance.GENERATED
            ? JournalEvent.ACCOUNT_CREATED
            : JournalEvent.ACCOUNT_IMPORTED,
        new Detail("address", account.address().toString()),
        new Detail("path", path.toString()),
        new Detail("seed", Long.toString(seed)));
    return new Row(account.address(), seed, path.toString(), account.provenance(), card);
  }

  private SignedAccountCard card(HeldSeed seed, Provenance provenance, DerivationPath path)
      throws ProblemException {
    try (LocalKey key = seed.key(path, curve)) {
      Address address = key.address();
      Bytes publicKey = key.publicKey();
      EcdsaSignature proof = proofs.prove(key);
      AccountCard card =
          new AccountCard(
              ChainFamily.EVM,
              SignerKind.LOCAL,
              path.toString(),
              provenance,
              publicKey,
              address,
              vault.facts().instance(),
              vault.facts().card().digest(),
              1,
              vault.facts().practice(),
              proof);
      return vault.useSigningKey(raw -> AccountCardCodec.sign(card, raw));
    }
  }

  /**
   * Stand for the whole seed in the list of known accounts, whichever path is used below it: with
   * its 25th word, and without, since both are read off the same sheet.
   */
  private List<Address> roots(HeldSeed seed) throws ProblemException {
    DerivationPath master = new DerivationPath(List.of());
    try (SecretBytes plain = seed.words().seed();
        LocalKey key = seed.key(master, curve);
        LocalKey bare = LocalKey.derive(plain, master, curve, access)) {
      return Stream.of(key.address(), bare.address()).distinct().toList();
    }
  }

  private record SealedSeed(long provenance, long words, Bytes sealed) {}

  private record OpenedSeed(HeldSeed held, Provenance provenance) {}

  private OpenedSeed openSeed(long seed, Sealer signSealer) throws ProblemException {
    SealedSeed row =
        vault
            .home()
            .database()
            .read(sql ->
                sql.one(
                    "SELECT provenance, words, sealed FROM seed WHERE id = ?",
                    found -> new SealedSeed(found.integer(1), found.integer(2), found.blob(3)),
                    seed))
            .orElseThrow(() ->
                Problem.of(AccountProblem.ACCOUNT_NO_SEED, Long.toString(seed)).asException());
    try (SealedColumn column = signSealer.column("seed", "sealed");
        SecretBytes stored =
            column.openSecret(place(seed, row.provenance(), row.words()), row.sealed())) {
      return new OpenedSeed(HeldSeed.ofStored(stored, access), Provenance.ofCode(row.provenance()));
    }
  }

  private Bytes place(long seed, Provenance provenance, long words) {
    return place(seed, provenance.code(), words);
  }

  /**
   * A seed opens only in the vault, of the kind and under the officer key, that it was made for,
   * and only as what it was then said to be.
   */
  private Bytes place(long seed, long provenance, long words) {
    return SealedColumn.row(seed)
        .concat(SealedColumn.row(provenance))
        .concat(SealedColumn.row(words))
        .concat(vault.facts().bound());
  }
}
