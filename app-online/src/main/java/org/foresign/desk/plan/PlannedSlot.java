package org.foresign.desk.plan;

import java.util.List;
import org.foresign.model.operation.Operation;

/**
 * What one nonce may be used for; its cancel alternative is added when the lane is composed. A slot
 * without operations holds cancel leaves only.
 */
public record PlannedSlot(List<Operation> alternatives) {
  public PlannedSlot {
    alternatives = List.copyOf(alternatives);
  }

  public static PlannedSlot of(Operation... alternatives) {
    return new PlannedSlot(List.of(alternatives));
  }
}
