package org.foresign.model.review;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Destination;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.ExposureCalculator;
import org.foresign.model.policy.MovedStake;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.Severity;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;
import org.jspecify.annotations.Nullable;

/**
 * A batch as a person has to see it before saying yes to it: the same on both machines, whatever
 * shows it. Names and words are added by whoever shows it.
 *
 * @param lanes in canonical order
 * @param destinations where value can end up, in the order in which the leaves name it
 * @param paid for each recipient the most that can be paid to it
 * @param judgement what a policy says; null where none was asked
 * @param findings what the policy says against it, the worst first
 * @param missing what this machine does not know
 */
public record BatchReview(
    ExpandedBatch batch,
    List<LaneReview> lanes,
    Set<Destination> destinations,
    Map<Destination.Recipient, Exposure> paid,
    @Nullable Review judgement,
    List<FindingGroup> findings,
    Set<Missing> missing) {
  public BatchReview {
    lanes = List.copyOf(lanes);
    findings = List.copyOf(findings);
    missing = Collections.unmodifiableSet(missing);
  }

  /** A batch that a policy was asked about. */
  public static BatchReview of(Review review) {
    return new BatchReview(
        review.batch(),
        lanes(review.batch(), review.exposure()),
        review.destinations(),
        Grouping.paid(review.batch().leaves()),
        review,
        Grouping.findings(review),
        EnumSet.noneOf(Missing.class));
  }

  /**
   * A batch that nothing was asked about.
   *
   * @param policyKnown whether the policy is here that it was planned under
   */
  public static BatchReview of(ExpandedBatch batch, boolean policyKnown) {
    return new BatchReview(
        batch,
        lanes(batch, ExposureCalculator.byLane(ExposureCalculator.bySlot(batch.leaves()))),
        ExposureCalculator.destinations(batch.leaves()),
        Grouping.paid(batch.leaves()),
        null,
        List.of(),
        policyKnown ? EnumSet.of(Missing.JUDGEMENT) : EnumSet.allOf(Missing.class));
  }

  private static List<LaneReview> lanes(ExpandedBatch batch, SortedMap<LaneId, Exposure> worst) {
    SortedMap<LaneId, Wei> stake = MovedStake.byLane(batch.leaves());
    return Grouping.byLane(batch.leaves()).entrySet().stream()
        .map(lane ->
            new LaneReview(
                lane.getKey(),
                Grouping.runs(lane.getValue()),
                Grouping.groups(lane.getValue()),
                worst.getOrDefault(lane.getKey(), Exposure.NONE),
                stake.getOrDefault(lane.getKey(), Wei.ZERO)))
        .toList();
  }

  /** How many leaves there are of each kind. */
  public Map<OperationKind, Integer> kinds() {
    Map<OperationKind, Integer> kinds = new EnumMap<>(OperationKind.class);
    for (UnsignedTx leaf : batch.leaves()) {
      kinds.merge(leaf.operation().kind(), 1, Integer::sum);
    }
    return kinds;
  }

  /** The most that can leave by this batch, over all lanes. */
  public Exposure total() {
    return lanes.stream().map(LaneReview::atWorst).reduce(Exposure.NONE, Exposure::plus);
  }

  /** The most that can leave by everything signed, this batch included; empty if not judged. */
  public SortedMap<LaneId, Exposure> outstandingAfter() {
    return judged().map(Review::outstandingAfter).orElseGet(TreeMap::new);
  }

  public Optional<Review> judged() {
    return Optional.ofNullable(judgement);
  }

  public List<FindingGroup> findings(Severity severity) {
    return findings.stream().filter(group -> group.severity() == severity).toList();
  }
}
