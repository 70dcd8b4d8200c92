package org.foresign.vault.keys;

import java.util.List;
import java.util.stream.Stream;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.card.Provenance;
import org.foresign.model.eth.Address;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.local.DerivationPath;
import org.foresign.signer.local.HeldSeed;
import org.foresign.signer.local.LocalKey;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;
import org.foresign.vault.journal.KeyRecall;
import org.foresign.vault.journal.SeedRows;

/** The seeds of a vault, sealed under its sign secret. */
record Seeds(OpenVault vault, Secp256k1 curve, SecretAccess access) {
  /**
   * Writes a seed in the running transaction.
   *
   * @return its number
   */
  long add(Sql sql, HeldSeed seed, Provenance provenance, Sealer signSealer)
      throws ProblemException {
    List<SeedRows.Seed> before = SeedRows.all(sql);
    long id = before.isEmpty() ? 1 : before.getLast().id() + 1;
    int words = seed.words().wordCount();
    Bytes sealed;
    try (SealedColumn column = column(signSealer);
        SecretBytes stored = seed.stored()) {
      sealed = column.seal(place(id, provenance, words), stored);
    }
    SeedRows.add(sql, new SeedRows.Seed(id, provenance, words, sealed));
    vault.note(
        sql,
        JournalEvent.SEED_ADDED,
        Detail.of("seed", id),
        Detail.of("provenance", provenance),
        Detail.of("words", words),
        Detail.of("sealed", KeyRecall.sealedDigest(sealed)));
    return id;
  }

  /**
   * Where the words of a seed come from.
   *
   * @throws ProblemException with {@link AccountProblem#ACCOUNT_NO_SEED}
   */
  Provenance provenance(long seed) throws ProblemException {
    return row(seed).provenance();
  }

  /**
   * A seed as {@link HeldSeed#stored} gave it; the caller owns it.
   *
   * @throws ProblemException with {@link AccountProblem#ACCOUNT_NO_SEED} or a store problem
   */
  SecretBytes open(long seed, Sealer signSealer) throws ProblemException {
    SeedRows.Seed row = row(seed);
    try (SealedColumn column = column(signSealer)) {
      return column.openSecret(place(seed, row.provenance(), row.words()), row.sealed());
    }
  }

  /**
   * Stand for the whole seed in the list of known accounts, whichever path is used below it: with
   * its 25th word, and without, since both are read off the same sheet.
   */
  List<Address> roots(HeldSeed seed) throws ProblemException {
    DerivationPath master = new DerivationPath(List.of());
    try (SecretBytes plain = seed.words().seed();
        LocalKey key = seed.key(master, curve);
        LocalKey bare = LocalKey.derive(plain, master, curve, access)) {
      return Stream.of(key.address(), bare.address()).distinct().toList();
    }
  }

  private SeedRows.Seed row(long seed) throws ProblemException {
    return vault
        .home()
        .database()
        .read(sql -> SeedRows.find(sql, seed))
        .orElseThrow(
            () -> Problem.of(AccountProblem.ACCOUNT_NO_SEED, Long.toString(seed)).asException());
  }

  private static SealedColumn column(Sealer signSealer) {
    return signSealer.column("seed", "sealed");
  }

  /**
   * A seed opens only in the vault, of the kind and under the officer key, that it was made for,
   * and only as what it was then said to be.
   */
  private Bytes place(long seed, Provenance provenance, int words) {
    return SealedColumn.row(seed)
        .concat(SealedColumn.row(provenance.code()))
        .concat(SealedColumn.row(words))
        .concat(vault.facts().bound());
  }
}
