package org.foresign.model.policy;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.DepositLimits;
import org.foresign.model.tx.UnsignedTx;

/**
 * The stake that requests can move, which is in no transaction's value: an exit, a withdrawal or a
 * consolidation for 0.02 ETH of fees can move 2048 ETH. No fact of the chain is used, so none can
 * lower it; it stands beside the exposure and is not part of it (docs/spec/policy.md, "Exposure").
 */
public final class MovedStake {
  private MovedStake() {}

  /** The most that one leaf can move. */
  public static Wei ofLeaf(UnsignedTx leaf) {
    Gwei most =
        switch (leaf.operation()) {
          // Whatever the list says of its kind: a switch to 0x02 may have come in between.
          case Operation.UnstakeFull _ -> DepositLimits.MAX_COMPOUNDING;
          case Operation.UnstakePartial part ->
              part.amount().compareTo(DepositLimits.MAX_COMPOUNDING) < 0
                  ? part.amount()
                  : DepositLimits.MAX_COMPOUNDING;
          case Operation.Consolidate move ->
              move.source().equals(move.target()) ? Gwei.ZERO : DepositLimits.MAX_COMPOUNDING;
          case Operation.Stake _ -> Gwei.ZERO;
          case Operation.TopUp _ -> Gwei.ZERO;
          case Operation.NativeTransfer _ -> Gwei.ZERO;
          case Operation.TokenTransfer _ -> Gwei.ZERO;
          case Operation.Cancel _ -> Gwei.ZERO;
        };
    return most.toWei();
  }

  /** For each lane with such requests the sum over its nonces, each with its largest. */
  public static SortedMap<LaneId, Wei> byLane(List<UnsignedTx> leaves) {
    TreeMap<SlotId, Wei> slots = new TreeMap<>();
    for (UnsignedTx leaf : leaves) {
      Wei most = ofLeaf(leaf);
      if (!most.isZero()) {
        slots.merge(leaf.slot(), most, Wei::max);
      }
    }
    TreeMap<LaneId, Wei> lanes = new TreeMap<>();
    slots.forEach((slot, most) -> lanes.merge(slot.lane(), most, Wei::plus));
    return Collections.unmodifiableSortedMap(lanes);
  }
}
