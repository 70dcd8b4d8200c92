package org.foresign.model.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Chain;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;

/**
 * Judges a batch by a policy: what no rule allows is refused (docs/spec/policy.md, "Rules"). A pure
 * function; the desk previews with it, the vault decides with it. Facts of the request's snapshots
 * only ever add findings, and no exposure depends on them.
 */
public final class PolicyEvaluator {
  private final ExpandedBatch batch;
  private final Basis basis;
  private final SortedMap<LaneId, Exposure> exposure;
  private final SortedMap<LaneId, Exposure> added;

  /** What a batch is judged by. */
  record Basis(PolicyIndex policy, LedgerView ledger, EvaluationContext context) {}

  private PolicyEvaluator(
      ExpandedBatch batch, Policy policy, LedgerView ledger, EvaluationContext context) {
    this.batch = batch;
    this.basis = new Basis(new PolicyIndex(policy, context), ledger, context);
    SortedMap<SlotId, Exposure> slots = ExposureCalculator.bySlot(batch.leaves());
    this.exposure = ExposureCalculator.byLane(slots);
    this.added = ExposureCalculator.added(slots, ledger);
  }

  /** Every verdict and the worst that can happen; findings come in the order of the rules. */
  public static Review review(
      ExpandedBatch batch, Policy policy, LedgerView ledger, EvaluationContext context) {
    return new PolicyEvaluator(batch, policy, ledger, context).review();
  }

  private Review review() {
    List<Finding> whole = new ArrayList<>();
    HeaderRules.check(batch.request(), basis.policy().policy(), basis.context(), whole);
    List<ReviewedTx> reviewed = new ArrayList<>(batch.leaves().size());
    SortedMap<LaneId, Exposure> after = new TreeMap<>();
    Map<Chain, ValidatorFunding> funding = new HashMap<>();
    PurposeRules purposes = new PurposeRules(batch.leaves(), basis.ledger());
    int first = 0;
    for (Lane lane : batch.request().lanes()) {
      int count = lane.runs().stream().mapToInt(run -> run.count() * run.leavesPerSlot()).sum();
      List<UnsignedTx> leaves = batch.leaves().subList(first, first + count);
      first += count;
      LaneExposure worst = worst(lane.id());
      after.put(lane.id(), worst.outstandingAfter());
      ChainFacts facts = ChainFacts.of(batch.request(), lane.id().chain());
      LaneRules.check(batch.request(), lane, worst, basis.policy(), basis.ledger(), whole);
      SnapshotRules.checkLane(batch.request(), lane, leaves, facts, whole);
      ValidatorFunding stakes =
          funding.computeIfAbsent(
              lane.id().chain(), chain -> new ValidatorFunding(batch.request(), chain));
      reviewed.addAll(new LeafRules(lane, basis, facts, stakes, purposes).review(leaves));
    }
    return new Review(
        batch,
        reviewed,
        Verdict.of(whole),
        exposure,
        after,
        ExposureCalculator.destinations(batch.leaves()));
  }

  private LaneExposure worst(LaneId lane) {
    Exposure more = added.getOrDefault(lane, Exposure.NONE);
    long renewedAt =
        basis.policy().policy().ruleFor(lane).map(Policy.AccountRule::renewedAt).orElse(1L);
    return new LaneExposure(
        exposure.getOrDefault(lane, Exposure.NONE),
        basis.ledger().outstanding(lane).plus(more),
        basis.ledger().lifetime(lane, renewedAt).plus(more));
  }

  /**
   * The figures that a lane's limits are held against.
   *
   * @param batch what this batch alone can cost
   * @param outstandingAfter what everything signed can cost, this batch included
   * @param lifetimeAfter what was signed for since the limits were renewed, this batch included
   */
  record LaneExposure(Exposure batch, Exposure outstandingAfter, Exposure lifetimeAfter) {}
}
