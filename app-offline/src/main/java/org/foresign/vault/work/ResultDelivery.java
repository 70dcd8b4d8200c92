package org.foresign.vault.work;

import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.Sent;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.sign.SignProblem;
import org.foresign.vault.sign.SignedResults;

/** Results on their way out: looks for room beforehand, and afterwards says what stands. */
final class ResultDelivery {
  /** 64 bytes a signature and a little of the bitmap. */
  private static final int BYTES_A_LEAF = 65;

  /** Header, wraps and envelope. */
  private static final int BYTES_AROUND = 4_096;

  private final Outbox out;

  ResultDelivery(Outbox out) {
    this.out = out;
  }

  /**
   * Looks whether a result of so many leaves can be written, leaving nothing.
   *
   * @throws ProblemException with a {@link org.foresign.carry.CarryProblem}
   */
  void requireRoom(int leaves) throws ProblemException {
    out.requireRoom(ParcelKind.SIGNED_BATCH, leaves * BYTES_A_LEAF + BYTES_AROUND);
  }

  /**
   * Offers a kept result and notes that in the journal, unless it was stopped.
   *
   * @throws ProblemException with {@link SignProblem#SIGN_NOT_WRITTEN} or {@link
   *     SignProblem#SIGN_NOT_NOTED}
   */
  Sent send(OpenVault vault, Digest32 batch, Digest32 result, Bytes envelope)
      throws ProblemException {
    Sent sent;
    try {
      sent = out.offer(Parcel.of(ParcelKind.SIGNED_BATCH, envelope));
    } catch (ProblemException e) {
      throw e.as(SignProblem.SIGN_NOT_WRITTEN);
    }
    try {
      if (sent.delivery().wasOffered()) {
        SignedResults.noteExport(vault, batch, result);
      }
    } catch (ProblemException e) {
      throw e.as(SignProblem.SIGN_NOT_NOTED);
    }
    return sent;
  }

  /** Offers what was kept of a batch before. */
  Sent sendKept(OpenVault vault, Ledger.Kept kept) throws ProblemException {
    Ledger.Entry batch = kept.entry();
    return send(vault, batch.batchDigest(), batch.result().orElseThrow(), kept.envelope());
  }
}
