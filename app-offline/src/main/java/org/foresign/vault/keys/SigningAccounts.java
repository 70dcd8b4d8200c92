package org.foresign.vault.keys;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.KeyPlace;
import org.foresign.signer.OpenSigners;
import org.foresign.signer.Signer;
import org.foresign.signer.SignerAccount;
import org.foresign.signer.SignerAsker;
import org.foresign.signer.SignerProvider;
import org.foresign.signer.SignerRegistry;
import org.foresign.signer.SignerSecrets;
import org.foresign.signer.local.DerivationPath;
import org.foresign.signer.local.HeldSeed;
import org.foresign.signer.local.PublishedMnemonics;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;
import org.foresign.vault.journal.AccountRows;
import org.foresign.vault.journal.SeedRows;
import org.foresign.vault.settings.VaultHome;

/**
 * The accounts of a vault, and the seeds of those whose keys it has itself, which are sealed under
 * the sign secret. Every account has a signer of some kind; which kinds there are is not known
 * here.
 */
public final class SigningAccounts {
  private final OpenVault vault;
  private final KnownAccounts known;
  private final SignerRegistry signers;
  private final ProofMaker proofs;
  private final Seeds seeds;
  private final Secp256k1 curve;
  private final SecretAccess access;

  public SigningAccounts(
      OpenVault vault,
      KnownAccounts known,
      SignerRegistry signers,
      ProofMaker proofs,
      Secp256k1 curve,
      SecretAccess access) {
    this.vault = vault;
    this.known = known;
    this.signers = signers;
    this.proofs = proofs;
    this.seeds = new Seeds(vault, curve, access);
    this.curve = curve;
    this.access = access;
  }

  /** Proves possession of a key through the only path that signs anything. */
  @FunctionalInterface
  public interface ProofMaker {
    /** Has the possession transaction of an account signed. */
    EcdsaSignature prove(Signer signer, Address account, SignerAsker asker) throws ProblemException;
  }

  /** A row of the list of accounts. */
  public record Row(SignerKind signer, KeyPlace place, SignedAccountCard card) {
    public Address address() {
      return card.card().address();
    }

    public Provenance provenance() {
      return card.card().provenance();
    }

    /** Number of the seed that a local key comes from. */
    public OptionalLong seed() {
      Long number = place.seed();
      return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }
  }

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
    // Its number is not known yet, and no other seed is asked for.
    SignedAccountCard card =
        card(
            SignerKind.LOCAL,
            new KeyPlace(path.toString(), 0L),
            provenance,
            number -> seed.stored(),
            SignerAsker.NOBODY);
    List<Address> roots = seeds.roots(seed);
    return vault.decide((sql, memory) -> {
      for (Address root : roots) {
        known.register(root, vault.facts().practice());
      }
      long id = seeds.add(sql, seed, provenance, signSealer);
      return insert(sql, SignerKind.LOCAL, new KeyPlace(path.toString(), id), card);
    });
  }

  /**
   * Adds another account of a stored seed.
   *
   * @throws ProblemException with an {@link AccountProblem}
   */
  public Row derive(long seed, DerivationPath path, Sealer signSealer) throws ProblemException {
    KeyPlace place = new KeyPlace(path.toString(), seed);
    Provenance provenance = seeds.provenance(seed);
    SignedAccountCard card =
        card(SignerKind.LOCAL, place, provenance, secrets(signSealer), SignerAsker.NOBODY);
    return vault.decide((sql, memory) -> insert(sql, SignerKind.LOCAL, place, card));
  }

  /**
   * Adds an account whose key a signer outside the vault has, once that has proved it.
   *
   * @param reference of the key, as a signer of this kind reads it
   * @throws ProblemException with an {@link AccountProblem} or a problem of the signer
   */
  public Row enrol(SignerKind kind, String reference, Sealer signSealer, SignerAsker asker)
      throws ProblemException {
    KeyPlace place = new KeyPlace(reference, null);
    SignedAccountCard card =
        card(kind, place, Provenance.outside(kind), secrets(signSealer), asker);
    return vault.decide((sql, memory) -> insert(sql, kind, place, card));
  }

  /** The lowest number of m/44'/60'/0'/0/N at which this seed has no account yet. */
  public static int nextFreeIndex(VaultHome home, long seed) throws ProblemException {
    Set<String> taken = new HashSet<>();
    for (AccountRows.Account account : home.database().read(AccountRows::all)) {
      if (Objects.equals(account.seed(), seed)) {
        taken.add(account.reference());
      }
    }
    int index = 0;
    while (taken.contains(DerivationPath.standard(index).toString())) {
      index++;
    }
    return index;
  }

  /** The seed that new accounts of this vault come from, once there is one. */
  public Optional<Long> generatedSeed() throws ProblemException {
    return vault.look((sql, memory) -> SeedRows.all(sql)).stream()
        .filter(seed -> seed.provenance() == Provenance.GENERATED)
        .map(SeedRows.Seed::id)
        .findFirst();
  }

  /**
   * A seed, whose words are to be shown to a person; the caller owns it. The journal says so.
   *
   * @throws ProblemException with {@link AccountProblem#ACCOUNT_NO_SEED}, or {@link
   *     org.foresign.vault.settings.VaultProblem#VAULT_JOURNAL_DIFFERS}
   */
  public HeldSeed showSeed(long seed, Sealer signSealer) throws ProblemException {
    HeldSeed held;
    try (SecretBytes stored = seeds.open(seed, signSealer)) {
      held = HeldSeed.ofStored(stored, access);
    }
    boolean noted = false;
    try {
      vault.decide(
          (sql, memory) -> vault.note(sql, JournalEvent.SEED_SHOWN, Detail.of("seed", seed)));
      noted = true;
      return held;
    } finally {
      if (!noted) {
        held.close();
      }
    }
  }

  /**
   * Signers for some accounts, one for each kind that they have; the caller owns them.
   *
   * @throws ProblemException with {@link AccountProblem#ACCOUNT_UNKNOWN} or a problem of a signer
   */
  public OpenSigners signers(Set<Address> wanted, Sealer signSealer) throws ProblemException {
    Map<SignerKind, List<SignerAccount>> byKind = new EnumMap<>(SignerKind.class);
    int found = 0;
    for (Row row : list(vault.home())) {
      if (wanted.contains(row.address())) {
        found++;
        byKind
            .computeIfAbsent(row.signer(), kind -> new ArrayList<>())
            .add(new SignerAccount(row.address(), row.place()));
      }
    }
    if (found != wanted.size()) {
      throw Problem.of(AccountProblem.ACCOUNT_UNKNOWN).asException();
    }
    return OpenSigners.open(signers, byKind, secrets(signSealer));
  }

  /** Every account, by address. */
  public static List<Row> list(VaultHome home) throws ProblemException {
    SignedIdentityCard vaultCard = home.facts().card();
    Secp256k1 curve = Secp256k1.best();
    List<Row> rows = new ArrayList<>();
    for (AccountRows.Account account : home.database().read(AccountRows::all)) {
      rows.add(
          new Row(
              account.signer(),
              new KeyPlace(account.reference(), account.seed()),
              AccountCardCodec.decode(account.card(), vaultCard, curve)));
    }
    return rows;
  }

  private Row insert(Sql sql, SignerKind kind, KeyPlace place, SignedAccountCard card)
      throws ProblemException {
    AccountCard account = card.card();
    Bytes address = account.address().bytes();
    if (AccountRows.addresses(sql).contains(address)) {
      throw Problem.of(AccountProblem.ACCOUNT_EXISTS, account.address().toString()).asException();
    }
    known.register(account.address(), vault.facts().practice());
    AccountRows.add(
        sql,
        new AccountRows.Account(
            address, kind, place.reference(), place.seed(), account.provenance(), card.bytes()));
    List<Detail> details = new ArrayList<>();
    details.add(Detail.of("address", account.address()));
    details.add(Detail.of("signer", kind));
    details.add(Detail.of("reference", place.reference()));
    Long seed = place.seed();
    if (seed != null) {
      details.add(Detail.of("seed", seed));
    }
    vault.note(sql, event(account.provenance()), details.toArray(Detail[]::new));
    return new Row(kind, place, card);
  }

  private static JournalEvent event(Provenance provenance) {
    return switch (provenance) {
      case GENERATED -> JournalEvent.ACCOUNT_CREATED;
      case IMPORTED -> JournalEvent.ACCOUNT_IMPORTED;
      case DEVICE, TOKEN, GROUP -> JournalEvent.ACCOUNT_ENROLLED;
    };
  }

  /** Has possession proved; the proof tells the public key. */
  private SignedAccountCard card(
      SignerKind kind,
      KeyPlace place,
      Provenance provenance,
      SignerSecrets secrets,
      SignerAsker asker)
      throws ProblemException {
    SignerProvider provider = signers.of(kind);
    Address address = provider.account(place, secrets);
    EcdsaSignature proof;
    try (Signer signer = provider.open(List.of(new SignerAccount(address, place)), secrets)) {
      proof = proofs.prove(signer, address, asker);
    }
    byte[] digest = AccountCardCodec.possession(address).signingDigest().toArray();
    AccountCard card =
        new AccountCard(
            ChainFamily.EVM,
            kind,
            place.reference(),
            provenance,
            AccountCardCodec.compress(curve.recover(digest, proof)),
            address,
            vault.facts().instance(),
            vault.facts().card().digest(),
            1,
            vault.facts().practice(),
            proof);
    return vault.useSigningKey(raw -> AccountCardCodec.sign(card, raw));
  }

  private SignerSecrets secrets(Sealer signSealer) {
    return number -> seeds.open(number, signSealer);
  }
}
