package org.foresign.desk.release;

import java.util.List;
import org.foresign.model.batch.LaneId;

/**
 * What one look at a lane has brought.
 *
 * @param underway leaves that were sent and are not settled
 * @param effectsOpen final leaves whose consensus effect is not there yet
 */
public record FollowReport(LaneId lane, List<LaneEvent> events, int underway, int effectsOpen) {
  public FollowReport {
    events = List.copyOf(events);
  }

  /** Whether nothing is left to wait for but perhaps effects. */
  public boolean settled() {
    return underway == 0;
  }

  public boolean hasFactsMissing() {
    return events.stream().anyMatch(e -> e.kind() == LaneEvent.Kind.WAITING);
  }
}
