package org.foresign.desk.release;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.foresign.model.batch.LaneId;

/**
 * A lane as a person wants to see it.
 *
 * @param facts what the chain says, or why that is not known, a line each
 */
public record LaneStatus(LaneId lane, List<LeafStatus> leaves, List<String> facts) {
  public LaneStatus {
    leaves = List.copyOf(leaves);
    facts = List.copyOf(facts);
  }

  /** How many leaves stand where; standings without leaves are left out. */
  public Map<Standing, Integer> counts() {
    Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
    leaves.forEach(leaf -> counts.merge(leaf.standing(), 1, Integer::sum));
    return counts;
  }
}
