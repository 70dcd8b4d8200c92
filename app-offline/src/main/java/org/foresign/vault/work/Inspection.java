package org.foresign.vault.work;

import java.util.Optional;
import org.foresign.carry.Carrier;
import org.foresign.carry.Parcel;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.OpenVault;
import org.jspecify.annotations.Nullable;

/** Judges a waiting request without signing it. */
public final class Inspection {
  /** What was found. */
  public sealed interface Outcome {
    /** The request is judged; a refusal by policy is in the review. */
    record Seen(JudgedBatch judged) implements Outcome {}

    /** Its result is kept already. */
    record SignedBefore(Ledger.Entry kept) implements Outcome {}
  }

  private final Sitting sitting;

  public Inspection(Sitting sitting) {
    this.sitting = sitting;
  }

  /**
   * Judges.
   *
   * @param tag of the request that is meant, or null for the only one that is open
   * @throws ProblemException with a problem of carrying, receiving or judging
   */
  public Outcome run(Carrier in, @Nullable String tag, PassphraseAsker asker)
      throws ProblemException {
    RequestChoice.requireAny(in, tag);
    OpenVault vault = sitting.unlock(asker).vault();
    Parcel parcel = RequestChoice.choose(vault, in, tag);
    BatchReading reading = new BatchReading(vault, sitting::depositCheck);
    Optional<Ledger.Kept> kept = reading.answered(parcel);
    return kept.isPresent()
        ? new Outcome.SignedBefore(kept.get().entry())
        : new Outcome.Seen(reading.judge(reading.open(parcel)));
  }
}
