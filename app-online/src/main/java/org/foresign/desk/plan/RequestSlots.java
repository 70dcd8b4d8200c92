package org.foresign.desk.plan;

import org.foresign.model.eth.Gwei;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.BlsPublicKey;

/** Slots for withdrawal and consolidation requests, one alternative for each attached fee. */
public final class RequestSlots {
  private RequestSlots() {}

  /** Exits the validator. */
  public static PlannedSlot exit(BlsPublicKey validator) {
    return new PlannedSlot(
        RequestFees.LADDER.stream()
            .map(fee -> (Operation) new Operation.UnstakeFull(validator, fee))
            .toList());
  }

  /**
   * Withdraws a part of a compounding validator's balance.
   *
   * @param amount above zero; the chain pays at most what lies above 32 ETH
   */
  public static PlannedSlot withdraw(BlsPublicKey validator, Gwei amount) {
    return new PlannedSlot(
        RequestFees.LADDER.stream()
            .map(fee -> (Operation) new Operation.UnstakePartial(validator, amount, fee))
            .toList());
  }

  /** Moves the source's balance into the target, or switches it to compounding when equal. */
  public static PlannedSlot consolidate(BlsPublicKey source, BlsPublicKey target) {
    return new PlannedSlot(
        RequestFees.LADDER.stream()
            .map(fee -> (Operation) new Operation.Consolidate(source, target, fee))
            .toList());
  }
}
