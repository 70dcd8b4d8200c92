package org.foresign.desk.release;

import java.util.List;
import org.foresign.model.batch.LaneId;

/**
 * What one look at a lane has brought.
 *
 * @param underway leaves that were sent and are not settled
 * @param usedElsewhere nonces with held leaves that something this desk did not send has used, in a
 *     block that is not final yet
 * @param effectsOpen final leaves whose consensus effect is not there yet
 * @param laneUnknown whether a fact about the lane itself was missing
 */
public record FollowReport(
    LaneId lane,
    List<LaneEvent> events,
    int underway,
    int usedElsewhere,
    int effectsOpen,
    boolean laneUnknown) {
  public FollowReport {
    events = List.copyOf(events);
  }

  /** Whether nothing is left to wait for but perhaps effects. */
  public boolean settled() {
    return underway == 0 && usedElsewhere == 0;
  }

  /** Whether anything is waited for. */
  public boolean waits(boolean effectsWanted) {
    return !settled() || laneUnknown || (effectsWanted && (effectsOpen > 0 || hasFactsMissing()));
  }

  public boolean hasFactsMissing() {
    return events.stream().anyMatch(e -> e.kind() == LaneEvent.Kind.WAITING);
  }
}
