package org.foresign.desk.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Sorts slots onto lanes: payments and stakes from the paying account, requests from the withdrawal
 * account, so that an unused stake never blocks an exit. Where both are one account, nonces that
 * serve nothing but requests come first; else the order is that of the slots.
 *
 * @param spendTiers fee tiers of each spending alternative, 1 to 8
 * @param cancelTiers fee tiers of the cancel leaves, 0 to 8
 * @param reserve further nonces of the paying account that carry cancel leaves only
 */
public record Wishes(
    Chain chain,
    Address payer,
    Address withdrawal,
    List<PlannedSlot> slots,
    int reserve,
    int spendTiers,
    int cancelTiers,
    OptionalLong firstNonce) {
  public Wishes {
    slots = List.copyOf(slots);
    if (reserve < 0 || reserve > 1_000) {
      throw new IllegalArgumentException("reserve is 0 to 1,000 nonces");
    }
    if (spendTiers < 1 || spendTiers > 8 || cancelTiers < 0 || cancelTiers > 8) {
      throw new IllegalArgumentException("1 to 8 tiers, and 0 to 8 cancel tiers");
    }
  }

  /**
   * One wish a lane that has something to do.
   *
   * @throws ProblemException if a nonce mixes what must come from different accounts
   */
  public List<LaneWish> lanes() throws ProblemException {
    List<PlannedSlot> requests = slots.stream().filter(PlannedSlot::requestsOnly).toList();
    List<PlannedSlot> paying = new ArrayList<>();
    List<LaneWish> lanes = new ArrayList<>();
    if (payer.equals(withdrawal)) {
      paying.addAll(requests);
    } else {
      requireApart();
      if (!requests.isEmpty()) {
        lanes.add(lane(withdrawal, requests, OptionalLong.empty()));
      }
    }
    slots.stream().filter(slot -> !slot.requestsOnly()).forEach(paying::add);
    for (int i = 0; i < reserve; i++) {
      paying.add(PlannedSlot.of());
    }
    if (!paying.isEmpty()) {
      lanes.add(lane(payer, paying, firstNonce));
    }
    return lanes;
  }

  private void requireApart() throws ProblemException {
    if (slots.stream().anyMatch(PlannedSlot::mixesRequests)) {
      throw Problem.of(
              PlanProblem.PLAN_WRONG_LANE,
              "a request of " + withdrawal,
              "in one nonce with what " + payer + " does")
          .asException();
    }
  }

  private LaneWish lane(Address account, List<PlannedSlot> slots, OptionalLong first) {
    return new LaneWish(new LaneId(chain, account), slots, spendTiers, cancelTiers, first);
  }
}
