package org.foresign.vault.work;

import java.util.Optional;
import org.foresign.carry.Inbox;
import org.foresign.carry.Parcel;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.JobEnd;
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

    /** Stopped as asked before the request was read. */
    record Cancelled() implements Outcome {}
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
  public Outcome run(Inbox in, @Nullable String tag, PassphraseAsker asker)
      throws ProblemException {
    if (RequestChoice.requireAny(in, tag).result().isEmpty()) {
      return new Outcome.Cancelled();
    }
    OpenVault vault = sitting.unlock(asker).vault();
    return switch (RequestChoice.choose(vault, in, tag)) {
      case JobEnd.Done<Parcel> chosen -> judge(vault, chosen.value());
      case JobEnd.Cancelled<Parcel> _ -> new Outcome.Cancelled();
    };
  }

  private Outcome judge(OpenVault vault, Parcel parcel) throws ProblemException {
    BatchReading reading = new BatchReading(vault, sitting::depositCheck);
    Optional<Ledger.Kept> kept = reading.answered(parcel);
    return kept.isPresent()
        ? new Outcome.SignedBefore(kept.get().entry())
        : new Outcome.Seen(reading.judge(reading.open(parcel)));
  }
}
