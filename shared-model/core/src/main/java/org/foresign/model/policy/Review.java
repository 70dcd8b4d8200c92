package org.foresign.model.policy;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.model.batch.LaneId;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.ReviewedTx;

/**
 * A batch with every verdict and the worst that can happen.
 *
 * @param whole verdict over what concerns no single leaf
 * @param exposure most this batch alone can cost, per lane
 * @param outstandingAfter the same over everything signed, this batch included, per lane
 * @param destinations where value can end up, in the order in which the leaves name it
 */
public record Review(
    ExpandedBatch batch,
    List<ReviewedTx> leaves,
    Verdict whole,
    SortedMap<LaneId, Exposure> exposure,
    SortedMap<LaneId, Exposure> outstandingAfter,
    Set<Destination> destinations) {
  public Review {
    leaves = List.copyOf(leaves);
    exposure = Collections.unmodifiableSortedMap(new TreeMap<>(exposure));
    outstandingAfter = Collections.unmodifiableSortedMap(new TreeMap<>(outstandingAfter));
    destinations = Collections.unmodifiableSet(new LinkedHashSet<>(destinations));
  }

  /** Whether anything in it is refused; then nothing is signed. */
  public boolean refused() {
    return whole.refuses() || leaves.stream().anyMatch(leaf -> leaf.verdict().refuses());
  }
}
