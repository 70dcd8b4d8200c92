package org.foresign.desk.release;

import org.foresign.desk.plan.GasLimits;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.tx.UnsignedTx;

/**
 * Whether a leaf's gas limit holds under the gas schedules we know (design record "Fork
 * awareness"). The present schedule is asked by simulation; this is about what can be told from the
 * leaf alone.
 */
public enum GasOutlook {
  /** Enough under every schedule known to this program. */
  VALID,
  /** Enough now, perhaps not after an upgrade: it would be included, fail and lose its nonce. */
  AT_RISK,
  /** Not enough under any schedule, or above what a transaction may ask for (EIP-7825). */
  DEAD;

  /** Judges by the limit, the call data and what the kind of operation may need at most. */
  public static GasOutlook of(UnsignedTx leaf) {
    long limit = leaf.tx().gasLimit();
    long least = Long.MAX_VALUE;
    long most = 0;
    for (GasSchedule schedule : GasSchedule.values()) {
      long minimum =
          schedule.minimumGasLimit(
              leaf.tx().data(),
              leaf.tx().to().equals(leaf.slot().lane().account()),
              !leaf.tx().value().isZero());
      least = Math.min(least, minimum);
      most = Math.max(most, minimum);
    }
    if (limit > GasSchedule.MAX_TRANSACTION_GAS || limit < least) {
      return DEAD;
    }
    // A cancel runs nothing, so the minimum is all it needs.
    long roomy =
        leaf.operation().kind() == OperationKind.CANCEL
            ? most
            : Math.max(most, GasLimits.of(leaf.operation().kind()));
    return limit < roomy ? AT_RISK : VALID;
  }
}
