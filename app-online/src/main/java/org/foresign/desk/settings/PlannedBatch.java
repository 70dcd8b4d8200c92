package org.foresign.desk.settings;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;

/**
 * A batch this desk made, as it stands in its records.
 *
 * @param request exact canonical bytes of the request
 * @param plannedAt seconds since 1970
 */
public record PlannedBatch(
    Bytes batchId,
    Digest32 digest,
    Bytes vaultInstance,
    long sequence,
    State state,
    long plannedAt,
    Bytes request) {

  /** Where a batch is on its way. */
  public enum State {
    /** Made, perhaps approved; it never left this desk. */
    PLANNED,
    /** Sealed for the vault and handed to a carrier: the vault may have signed it. */
    EXPORTED,
    /** Its signatures are held here. */
    IMPORTED,
    /** Given up before the vault could see it. */
    DROPPED
  }
}
