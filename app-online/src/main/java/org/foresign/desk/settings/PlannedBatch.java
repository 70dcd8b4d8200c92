package org.foresign.desk.settings;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;

/**
 * A batch this desk made, as it stands in its records; {@link Batches#request} opens its request.
 *
 * @param plannedAt seconds since 1970
 */
public record PlannedBatch(
    Bytes batchId,
    Digest32 digest,
    Bytes vaultInstance,
    long sequence,
    State state,
    long plannedAt) {

  /** Where a batch is on its way. */
  public enum State {
    /** Made, perhaps approved; it never left this desk. */
    PLANNED,
    /** Sealed for the vault and offered: the vault may have signed it. */
    EXPORTED,
    /** Its signatures are held here. */
    IMPORTED,
    /**
     * Given up here, or overtaken by another one with its number. The vault may still sign what it
     * has seen, as long as it has signed none with this number; then the result is taken.
     */
    DROPPED,
    /**
     * The vault claimed it, and its officers closed it without a result. Its nonces may be signed;
     * no signature of them is held here and none will come.
     */
    CLOSED
  }

  /** Whether it is waiting for its signatures. */
  public boolean mayBeSigned() {
    return switch (state) {
      case PLANNED, EXPORTED -> true;
      case IMPORTED, DROPPED, CLOSED -> false;
    };
  }
}
