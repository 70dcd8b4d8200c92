package org.foresign.model.policy;

import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.operation.Operation;
import org.foresign.model.tx.UnsignedTx;

/**
 * The worst that leaves can do: at most one leaf of a nonce lands on the chain, so a nonce counts
 * with the largest of its leaves for each asset, and a lane with the sum over its nonces.
 */
public final class ExposureCalculator {
  private ExposureCalculator() {}

  /** Value (attached request fees are value) plus gas limit times fee cap; the token apart. */
  public static Exposure ofLeaf(UnsignedTx leaf) {
    Eip1559Tx tx = leaf.tx();
    BigInteger fees = tx.fees().maxFeePerGas().value().multiply(BigInteger.valueOf(tx.gasLimit()));
    Exposure coin = Exposure.of(Asset.nativeOf(tx.chain()), tx.value().value().add(fees));
    return leaf.operation() instanceof Operation.TokenTransfer transfer
        ? coin.plus(Exposure.of(Asset.token(tx.chain(), transfer.token()), transfer.amount()))
        : coin;
  }

  /** For each nonce the largest over its leaves. */
  public static SortedMap<SlotId, Exposure> bySlot(List<UnsignedTx> leaves) {
    TreeMap<SlotId, Exposure> slots = new TreeMap<>();
    for (UnsignedTx leaf : leaves) {
      slots.merge(leaf.slot(), ofLeaf(leaf), Exposure::max);
    }
    return Collections.unmodifiableSortedMap(slots);
  }

  /** For each nonce that carries more than cancel leaves, the highest fees of those others. */
  public static Map<SlotId, FeeCaps> highestSpends(List<UnsignedTx> leaves) {
    Map<SlotId, FeeCaps> slots = new HashMap<>();
    for (UnsignedTx leaf : leaves) {
      if (!(leaf.operation() instanceof Operation.Cancel)) {
        slots.merge(leaf.slot(), leaf.tx().fees(), FeeCaps::max);
      }
    }
    return slots;
  }

  /** For each lane the sum over its nonces. */
  public static SortedMap<LaneId, Exposure> byLane(SortedMap<SlotId, Exposure> slots) {
    TreeMap<LaneId, Exposure> lanes = new TreeMap<>();
    slots.forEach((slot, exposure) -> lanes.merge(slot.lane(), exposure, Exposure::plus));
    return Collections.unmodifiableSortedMap(lanes);
  }

  /** What each lane's nonces add to what was signed for them before. */
  public static SortedMap<LaneId, Exposure> added(
      SortedMap<SlotId, Exposure> slots, LedgerView ledger) {
    TreeMap<LaneId, Exposure> lanes = new TreeMap<>();
    slots.forEach((slot, exposure) -> {
      Exposure before = ledger.signedBefore(slot).orElse(Exposure.NONE);
      Exposure counted = ledger.writtenOff(slot) ? Exposure.NONE : before;
      lanes.merge(slot.lane(), exposure.max(before).above(counted), Exposure::plus);
    });
    return Collections.unmodifiableSortedMap(lanes);
  }

  /** Where value can end up, in the order in which the leaves name it. */
  public static Set<Destination> destinations(List<UnsignedTx> leaves) {
    Set<Destination> found = new LinkedHashSet<>();
    for (UnsignedTx leaf : leaves) {
      Chain chain = leaf.tx().chain();
      found.add(new Destination.BlockBuilder(chain));
      switch (leaf.operation()) {
        case Operation.NativeTransfer transfer ->
            found.add(new Destination.Recipient(chain, transfer.recipient()));
        case Operation.TokenTransfer transfer ->
            found.add(new Destination.Recipient(chain, transfer.recipient()));
        case Operation.Stake stake ->
            found.add(new Destination.Validator(chain, stake.validator()));
        case Operation.TopUp topUp ->
            found.add(new Destination.Validator(chain, topUp.validator()));
        case Operation.Unstake unstake ->
            found.add(new Destination.RequestQueue(chain, leaf.tx().to()));
        case Operation.Consolidate consolidate -> {
          found.add(new Destination.RequestQueue(chain, leaf.tx().to()));
          found.add(new Destination.Validator(chain, consolidate.target()));
        }
        case Operation.Cancel cancel -> {}
      }
    }
    return Collections.unmodifiableSet(found);
  }
}
