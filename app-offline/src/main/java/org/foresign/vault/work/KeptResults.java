package org.foresign.vault.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.carry.Outbox;
import org.foresign.carry.Sent;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.sign.SignedResults;
import org.jspecify.annotations.Nullable;

/** Writes exactly the kept bytes of results again. */
public final class KeptResults {
  /** One that was written. */
  public record Written(Digest32 batch, Sent sent) {}

  private final Sitting sitting;

  public KeptResults(Sitting sitting) {
    this.sitting = sitting;
  }

  /**
   * Writes them.
   *
   * @param batch one batch, or null for all without a receipt
   */
  public List<Written> run(Outbox out, @Nullable Digest32 batch, PassphraseAsker asker)
      throws ProblemException {
    OpenVault vault = sitting.unlock(asker).vault();
    ResultDelivery post = new ResultDelivery(out);
    List<Written> written = new ArrayList<>();
    for (SignedResults.Kept kept : SignedResults.results(vault, Optional.ofNullable(batch))) {
      written.add(
          new Written(kept.batch(), post.sendKept(vault, SignedResults.result(vault, kept))));
    }
    return written;
  }
}
