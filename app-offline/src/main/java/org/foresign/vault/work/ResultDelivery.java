package org.foresign.vault.work;

import org.foresign.carry.Carrier;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
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

  private final Carrier carrier;

  ResultDelivery(Carrier carrier) {
    this.carrier = carrier;
  }

  /**
   * Looks whether a result of so many leaves can be written, leaving nothing.
   *
   * @throws ProblemException with a {@link org.foresign.carry.CarryProblem}
   */
  void requireRoom(int leaves) throws ProblemException {
    carrier.requireRoom(ParcelKind.SIGNED_BATCH, leaves * BYTES_A_LEAF + BYTES_AROUND);
  }

  /**
   * Writes a kept result and notes that in the journal.
   *
   * @throws ProblemException with {@link SignProblem#SIGN_NOT_WRITTEN} or {@link
   *     SignProblem#SIGN_NOT_NOTED}
   */
  Parcel send(OpenVault vault, Digest32 batch, Digest32 result, Bytes envelope)
      throws ProblemException {
    Parcel parcel = Parcel.of(ParcelKind.SIGNED_BATCH, envelope);
    try {
      carrier.send(parcel);
    } catch (ProblemException e) {
      throw e.as(SignProblem.SIGN_NOT_WRITTEN);
    }
    try {
      SignedResults.noteExport(vault, batch, result);
    } catch (ProblemException e) {
      throw e.as(SignProblem.SIGN_NOT_NOTED);
    }
    return parcel;
  }

  /** Writes what was kept of a batch before. */
  ParcelName sendKept(OpenVault vault, Ledger.Kept kept) throws ProblemException {
    Ledger.Entry batch = kept.entry();
    return send(vault, batch.batchDigest(), batch.result().orElseThrow(), kept.envelope()).name();
  }
}
