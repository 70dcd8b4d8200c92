package org.foresign.desk.release;

import java.util.List;
import java.util.Set;
import org.foresign.model.batch.LaneId;

/**
 * How far the burning of a range of nonces is.
 *
 * @param sent cancel leaves sent by this pass
 * @param left nonces of the range that still hold a leaf which could land
 * @param usedElsewhere nonces of the range that a transaction used which this desk did not send;
 *     their leaves are void once that is final, and none is sent for them
 * @param factMissing whether a fact that is unknown or disputed kept it from going on
 * @param refused whether known facts speak against a cancel leaf
 */
public record BurnReport(
    LaneId lane,
    List<LaneEvent> events,
    int sent,
    int left,
    Set<Long> usedElsewhere,
    boolean factMissing,
    boolean refused) {
  /** Said with every burn, for it is no undo. */
  public static final String RACE =
      "Whoever holds the other leaves may send them, too: until a cancel is final, burning is a race.";

  public BurnReport {
    events = List.copyOf(events);
    usedElsewhere = Set.copyOf(usedElsewhere);
  }
}
