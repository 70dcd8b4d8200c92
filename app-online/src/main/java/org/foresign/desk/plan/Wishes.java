package org.foresign.desk.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;

/**
 * Sorts slots onto lanes: payments and stakes from the paying account, requests from the withdrawal
 * account, so that an unused stake never blocks an exit. Where both are one account, requests come
 * first.
 *
 * @param spendTiers fee tiers of each spending alternative, 1 to 8
 * @param cancelTiers fee tiers of the cancel leaves, 0 to 8
 * @param reserve further nonces of the paying account that carry cancel leaves only
 */
public record Wishes(
    Chain chain,
    Address payer,
    Address withdrawal,
    List<PlannedSlot> payments,
    List<PlannedSlot> requests,
    int reserve,
    int spendTiers,
    int cancelTiers,
    OptionalLong firstNonce) {
  public Wishes {
    payments = List.copyOf(payments);
    requests = List.copyOf(requests);
    if (reserve < 0 || reserve > 1_000) {
      throw new IllegalArgumentException("reserve is 0 to 1,000 nonces");
    }
    if (spendTiers < 1 || spendTiers > 8 || cancelTiers < 0 || cancelTiers > 8) {
      throw new IllegalArgumentException("1 to 8 tiers, and 0 to 8 cancel tiers");
    }
  }

  /** One wish a lane that has something to do. */
  public List<LaneWish> lanes() {
    List<PlannedSlot> paying = new ArrayList<>();
    List<LaneWish> lanes = new ArrayList<>();
    if (payer.equals(withdrawal)) {
      paying.addAll(requests);
    } else if (!requests.isEmpty()) {
      lanes.add(lane(withdrawal, requests, OptionalLong.empty()));
    }
    paying.addAll(payments);
    for (int i = 0; i < reserve; i++) {
      paying.add(PlannedSlot.of());
    }
    if (!paying.isEmpty()) {
      lanes.add(lane(payer, paying, firstNonce));
    }
    return lanes;
  }

  private LaneWish lane(Address account, List<PlannedSlot> slots, OptionalLong first) {
    return new LaneWish(new LaneId(chain, account), slots, spendTiers, cancelTiers, first);
  }
}
