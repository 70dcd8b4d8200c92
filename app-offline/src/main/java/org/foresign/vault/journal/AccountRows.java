package org.foresign.vault.journal;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.model.card.Provenance;
import org.foresign.model.card.SignerKind;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.jspecify.annotations.Nullable;

/** The table of accounts. Rows are never changed or removed. */
public final class AccountRows {
  private AccountRows() {}

  /**
   * An account as it is stored.
   *
   * @param seed number of the seed that a local key comes from
   * @param card signed, in its exact bytes
   */
  public record Account(
      Bytes address,
      SignerKind signer,
      String reference,
      @Nullable Long seed,
      Provenance provenance,
      Bytes card) {}

  /** Every account, by address. */
  public static List<Account> all(Sql sql) throws ProblemException {
    return sql.query(
        "SELECT address, signer, reference, seed, provenance, card FROM account ORDER BY address",
        row -> {
          OptionalLong seed = row.optionalInteger(4);
          return new Account(
              row.blob(1),
              row.constant(2, SignerKind.class),
              row.text(3),
              seed.isPresent() ? seed.getAsLong() : null,
              row.constant(5, Provenance.class),
              row.blob(6));
        });
  }

  /** The addresses whose keys this vault uses. */
  public static Set<Bytes> addresses(Sql sql) throws ProblemException {
    return Set.copyOf(sql.query("SELECT address FROM account", row -> row.blob(1)));
  }

  /** Writes an account in the running transaction; the journal's entry comes with it. */
  public static void add(Sql sql, Account account) throws ProblemException {
    sql.updateOne(
        "INSERT INTO account (address, signer, reference, seed, provenance, card)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        account.address(),
        account.signer(),
        account.reference(),
        account.seed(),
        account.provenance(),
        account.card());
  }
}
