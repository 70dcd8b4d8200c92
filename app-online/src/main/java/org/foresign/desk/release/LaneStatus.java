package org.foresign.desk.release;

import java.util.List;
import java.util.Map;
import org.foresign.model.batch.LaneId;

/**
 * A lane as a person wants to see it.
 *
 * @param counts how many leaves stand where; standings without leaves are left out
 * @param leaves in canonical order, read from the store while they are walked over
 * @param facts what the chain says, or why that is not known, a line each
 */
public record LaneStatus(
    LaneId lane,
    Map<LeafStanding, Integer> counts,
    Iterable<LeafStatus> leaves,
    List<String> facts) {
  public LaneStatus {
    facts = List.copyOf(facts);
  }
}
