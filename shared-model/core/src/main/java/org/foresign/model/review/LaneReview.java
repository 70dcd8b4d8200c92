package org.foresign.model.review;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.Exposure;

/**
 * What a batch does in one lane.
 *
 * @param runs nonces with their alternatives, in order
 * @param groups the same leaves by what they do
 * @param atWorst the most that can leave by this batch
 * @param stakeMoved the most stake that its requests can move, which is in no transaction's value
 */
public record LaneReview(
    LaneId lane, List<NonceRun> runs, List<LeafGroup> groups, Exposure atWorst, Wei stakeMoved) {
  public LaneReview {
    runs = List.copyOf(runs);
    groups = List.copyOf(groups);
  }

  public SortedSet<Long> nonces() {
    SortedSet<Long> all = new TreeSet<>();
    groups.forEach(group -> all.addAll(group.nonces()));
    return all;
  }
}
