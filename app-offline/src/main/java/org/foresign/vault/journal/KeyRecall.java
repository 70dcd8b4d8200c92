package org.foresign.vault.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.model.card.Provenance;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.jspecify.annotations.Nullable;

/** What the vault's tables of seeds and accounts must say: {@link JournalReplay}. */
public final class KeyRecall {
  private final Map<Long, SeedLine> seeds = new HashMap<>();
  private final Map<Bytes, AccountLine> accounts = new HashMap<>();

  private record SeedLine(Provenance provenance, long words, Digest32 sealed) {}

  private record AccountLine(
      SignerKind signer, String reference, @Nullable Long seed, Provenance provenance) {}

  KeyRecall() {}

  /** Compares both tables with what the journal told. */
  void requireSame(Sql sql) throws ProblemException {
    requireSeeds(sql);
    requireAccounts(sql);
  }

  boolean sameAs(KeyRecall other) {
    return seeds.equals(other.seeds) && accounts.equals(other.accounts);
  }

  void seedAdded(EntryFacts facts) throws ProblemException {
    SeedLine seed =
        new SeedLine(
            facts.of("provenance", KeyRecall::provenance),
            facts.number("words"),
            facts.digest("sealed"));
    if (seeds.put(facts.number("seed"), seed) != null) {
      throw facts.wrong();
    }
  }

  /** An account is called made here only if its seed is. */
  void accountAdded(EntryFacts facts) throws ProblemException {
    SeedLine seed = seeds.get(facts.number("seed"));
    boolean made = facts.entry().event() == JournalEvent.ACCOUNT_CREATED;
    if (seed == null || made != (seed.provenance() == Provenance.GENERATED)) {
      throw facts.wrong();
    }
    put(facts, SignerKind.LOCAL, facts.number("seed"), seed.provenance());
  }

  /** An account whose key the vault does not have. */
  void accountEnrolled(EntryFacts facts) throws ProblemException {
    SignerKind kind = facts.of("signer", KeyRecall::signer);
    put(facts, kind, null, facts.of("signer", word -> Provenance.outside(kind)));
  }

  private void put(EntryFacts facts, SignerKind kind, @Nullable Long seed, Provenance provenance)
      throws ProblemException {
    if (kind != facts.of("signer", KeyRecall::signer)) {
      throw facts.wrong();
    }
    accounts.put(
        facts.of("address", Address::parse).bytes(),
        new AccountLine(kind, facts.text("reference"), seed, provenance));
  }

  private static SignerKind signer(String word) {
    return SignerKind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Provenance provenance(String word) {
    return Provenance.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private void requireSeeds(Sql sql) throws ProblemException {
    List<SeedRows.Seed> rows = SeedRows.all(sql);
    for (SeedRows.Seed row : rows) {
      SeedLine found = new SeedLine(row.provenance(), row.words(), sealedDigest(row.sealed()));
      JournalReplay.require(found.equals(seeds.get(row.id())), "seed " + row.id());
    }
    JournalReplay.require(rows.size() == seeds.size(), "seeds");
  }

  private void requireAccounts(Sql sql) throws ProblemException {
    List<AccountRows.Account> rows = AccountRows.all(sql);
    for (AccountRows.Account row : rows) {
      AccountLine found =
          new AccountLine(row.signer(), row.reference(), row.seed(), row.provenance());
      JournalReplay.require(
          found.equals(accounts.get(row.address())), "account " + row.address().hex());
    }
    JournalReplay.require(rows.size() == accounts.size(), "accounts");
  }

  /** What the journal calls the exact bytes of a sealed seed. */
  public static Digest32 sealedDigest(Bytes sealed) {
    return Digest32.of(Sha256.hash(sealed.toArray()));
  }
}
