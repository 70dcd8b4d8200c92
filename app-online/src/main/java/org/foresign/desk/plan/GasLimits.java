package org.foresign.desk.plan;

import java.util.List;
import org.foresign.model.eth.GasUse;
import org.foresign.model.operation.OperationKind;

/**
 * Gas limits that survive the next repricing (peers of EIP-8037 and EIP-8038); unused gas is free.
 */
public final class GasLimits {
  /**
   * A self-transfer needs 21,000 today and less after EIP-2780; kept low so its cap may be high.
   */
  public static final long CANCEL = 42_000;

  private GasLimits() {}

  /** Gas limit of a leaf of this kind. */
  public static long of(OperationKind kind) {
    return switch (kind) {
      case STAKE, TOP_UP -> GasUse.DEPOSIT.recommendedLimit();
      case UNSTAKE_FULL, UNSTAKE_PARTIAL, CONSOLIDATE -> GasUse.STAKING_REQUEST.recommendedLimit();
      case NATIVE_TRANSFER -> GasUse.TRANSFER.recommendedLimit();
      case TOKEN_TRANSFER -> GasUse.TOKEN_TRANSFER.recommendedLimit();
      case CANCEL -> CANCEL;
    };
  }

  /** The largest limit among the slots' operations; {@link #CANCEL} when they have none. */
  public static long largest(List<PlannedSlot> slots) {
    return slots.stream()
        .flatMap(slot -> slot.alternatives().stream())
        .mapToLong(operation -> of(operation.kind()))
        .max()
        .orElse(CANCEL);
  }
}
