package org.foresign.desk.plan;

import java.util.List;
import java.util.OptionalLong;
import org.foresign.model.batch.LaneId;

/**
 * What the user wants of one lane.
 *
 * @param slots in nonce order
 * @param spendTiers fee tiers of each spending alternative, 1 to 8
 * @param cancelTiers fee tiers of the cancel leaves; 0 plans none, which most policies refuse
 * @param firstNonce the user's own choice of first nonce, or empty to take the next free one
 */
public record LaneWish(
    LaneId lane,
    List<PlannedSlot> slots,
    int spendTiers,
    int cancelTiers,
    OptionalLong firstNonce) {
  public LaneWish {
    slots = List.copyOf(slots);
  }

  /** How many transactions this makes. */
  long leaves() {
    return slots.stream()
        .mapToLong(slot -> (long) slot.alternatives().size() * spendTiers + cancelTiers)
        .sum();
  }
}
