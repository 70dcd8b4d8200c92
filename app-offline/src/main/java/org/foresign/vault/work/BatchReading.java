package org.foresign.vault.work;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.foresign.carry.Envelope;
import org.foresign.carry.FormatType;
import org.foresign.carry.Parcel;
import org.foresign.codec.Bytes;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.policy.Severity;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.DepositCheck;
import org.foresign.store.Database;
import org.foresign.store.StoreProblem;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.judge.JudgeService;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.receive.ReceiveService;
import org.foresign.vault.receive.ReceivedRequest;
import org.foresign.vault.sign.BatchSigningService;
import org.foresign.vault.sign.SignProblem;

/**
 * Opens and judges a waiting batch. Whatever is refused, at whichever step, leaves an entry in the
 * journal: the envelope, the request, the policy, or the person who was asked.
 */
final class BatchReading {
  private static final int LONGEST_REASON = 500;
  private static final Bytes NO_ID = Bytes.of(new byte[16]);

  private final OpenVault vault;
  private final ReceiveService receive;
  private final JudgeService judge;

  BatchReading(OpenVault vault, Supplier<DepositCheck> deposits) {
    this.vault = vault;
    this.receive = new ReceiveService(vault);
    this.judge = new JudgeService(vault, deposits);
  }

  /** One step that may refuse. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws ProblemException;
  }

  /** Opens the envelope; an entry names the id that its header claims. */
  ReceivedRequest open(Parcel parcel) throws ProblemException {
    Bytes claimed = claimedId(parcel);
    return noted(claimed, () -> receive.open(parcel.bytes()));
  }

  /** The kept result of this very request, if it was signed before. */
  Optional<Ledger.Kept> answered(Parcel parcel) throws ProblemException {
    Bytes claimed = claimedId(parcel);
    return noted(claimed, () -> receive.answered(parcel.bytes()));
  }

  /** Judges the batch; a refusal by policy is noted and is in the review. */
  JudgedBatch judge(ReceivedRequest received) throws ProblemException {
    Bytes batchId = BatchRequestCodec.decode(received.delivery().request()).batchId();
    JudgedBatch judged = noted(batchId, () -> judge.judge(received));
    if (judged.review().refused()) {
      BatchSigningService.noteRefusal(vault, batchId, reason(judged));
    }
    return judged;
  }

  /** The id that the header claims; a header that can't be read is noted under a zero id. */
  private Bytes claimedId(Parcel parcel) throws ProblemException {
    return noted(NO_ID, () -> idOf(parcel));
  }

  private static Bytes claimedOrNone(Parcel parcel) {
    try {
      return idOf(parcel);
    } catch (ProblemException unreadable) {
      return NO_ID;
    }
  }

  private static Bytes idOf(Parcel parcel) throws ProblemException {
    return Envelope.peek(parcel.bytes(), FormatType.BATCH_DELIVERY).messageId();
  }

  /**
   * Refuses to begin with a clock that is not to be trusted. Nothing is unsealed yet, and the
   * journal says so all the same.
   */
  static void requireSteadyClock(Sitting sitting, Parcel parcel) throws ProblemException {
    Database database = sitting.home().database();
    try {
      sitting.time().requireSteady(database.read(Journal::state));
    } catch (ProblemException e) {
      Bytes batchId = claimedOrNone(parcel);
      Journal journal = new Journal(sitting.facts().practice(), sitting.time());
      database.update(sql ->
          journal.append(
              sql,
              JournalEvent.BATCH_REFUSED,
              Detail.of("batch", batchId),
              Detail.of("reason", e.problem().code().id())));
      throw e;
    }
  }

  /** Runs a step; what stops it before the claim is noted as the refusal of the batch. */
  <T> T noted(Bytes batchId, Step<T> step) throws ProblemException {
    try {
      return step.run();
    } catch (ProblemException e) {
      // A failing disk refuses no batch, and takes no entry either.
      if (!(e.problem().code() instanceof StoreProblem)
          && e.problem().code() != SignProblem.SIGN_INTERRUPTED) {
        BatchSigningService.noteRefusal(vault, batchId, e.problem().code().id());
      }
      throw e;
    }
  }

  /** The codes of what refuses, as the journal wants them. */
  private static String reason(JudgedBatch judged) {
    String codes =
        judged
            .review()
            .findings()
            .filter(finding -> finding.severity() == Severity.REFUSE)
            .map(finding -> finding.code().id())
            .distinct()
            .collect(Collectors.joining(" "));
    return codes.length() > LONGEST_REASON ? codes.substring(0, LONGEST_REASON) : codes;
  }
}
