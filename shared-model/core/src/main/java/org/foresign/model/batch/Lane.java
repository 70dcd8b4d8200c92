package org.foresign.model.batch;

import java.util.List;

/**
 * The part of a batch that belongs to one account on one chain.
 *
 * @param gasSchedule id of the gas schedule that the gas limits were chosen for
 * @param runs ascending by nonce, without overlap
 */
public record Lane(LaneId id, int gasSchedule, List<Run> runs) {
  public Lane {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a lane has at least one run");
    }
    for (int i = 1; i < runs.size(); i++) {
      if (runs.get(i).firstNonce() < runs.get(i - 1).endNonce()) {
        throw new IllegalArgumentException("runs ascend by nonce and do not overlap");
      }
    }
  }

  public int slotCount() {
    return runs.stream().mapToInt(Run::count).sum();
  }
}
