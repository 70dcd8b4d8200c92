package org.foresign.vault.sign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Digest32;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.settings.VaultProblem;

/** The results that were signed and kept, to be carried out again. */
public final class SignedResults {
  private SignedResults() {}

  /**
   * A result whose exact bytes were found to be those that were kept.
   *
   * @param envelope digest of the bytes
   */
  public record Kept(Digest32 batch, Digest32 envelope) {}

  /**
   * The results to be carried again, each looked at by itself: together they may be larger than the
   * memory.
   *
   * @param batch one batch, or empty for all that have no receipt
   * @throws ProblemException with {@link SignProblem#SIGN_NO_RESULT}, or when the bytes are not
   *     those that were kept
   */
  public static List<Kept> results(OpenVault vault, Optional<Digest32> batch)
      throws ProblemException {
    return vault.look((sql, memory) -> kept(sql, memory, batch));
  }

  private static List<Kept> kept(Sql sql, JournalReplay memory, Optional<Digest32> batch)
      throws ProblemException {
    List<Digest32> named =
        batch.isPresent()
            ? List.of(batch.get())
            : Ledger.withoutReceipt(sql).stream().map(Ledger.Entry::batchDigest).toList();
    List<Kept> kept = new ArrayList<>();
    for (Digest32 digest : named) {
      Optional<Ledger.Kept> result = Ledger.kept(sql, digest);
      if (result.isPresent()) {
        memory.requireKept(result.get());
        kept.add(new Kept(digest, JournalReplay.envelopeDigest(result.get().envelope())));
      }
    }
    if (kept.isEmpty()) {
      throw Problem.of(SignProblem.SIGN_NO_RESULT).asException();
    }
    return kept;
  }

  /**
   * Reads one of them.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_JOURNAL_DIFFERS} if its bytes are not
   *     those that were looked at
   */
  public static Ledger.Kept result(OpenVault vault, Kept kept) throws ProblemException {
    return vault
        .home()
        .database()
        .read(sql -> Ledger.kept(sql, kept.batch()))
        .filter(found -> JournalReplay.envelopeDigest(found.envelope()).equals(kept.envelope()))
        .orElseThrow(() ->
            Problem.of(VaultProblem.VAULT_JOURNAL_DIFFERS, "result of batch " + kept.batch())
                .asException());
  }

  /** Notes that a result was carried out. */
  public static void noteExport(OpenVault vault, Digest32 batch, Digest32 result)
      throws ProblemException {
    vault.decide((sql, memory) ->
        vault.note(
            sql,
            JournalEvent.RESULT_EXPORTED,
            Detail.of("digest", batch),
            Detail.of("result", result)));
  }
}
