package org.foresign.model.policy;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Gwei;
import org.foresign.model.tx.UnsignedTx;

/**
 * The same thing twice: on two nonces of one batch, or on a nonce of an earlier one. Alternatives
 * of one nonce are no repetition, in whichever batches they stand: at most one of them lands.
 */
final class PurposeRules {
  private final Map<Digest32, Map<SlotId, Gwei>> batch;
  private final LedgerView ledger;

  PurposeRules(List<UnsignedTx> leaves, LedgerView ledger) {
    this.batch = Purpose.slots(leaves);
    this.ledger = ledger;
  }

  void check(UnsignedTx leaf, List<Finding> found) {
    Optional<Digest32> purpose = Purpose.of(leaf);
    if (purpose.isEmpty()) {
      return;
    }
    other(batch.getOrDefault(purpose.get(), Map.of()).keySet(), leaf.slot())
        .ifPresent(at -> found.add(Finding.consent(FindingCode.PURPOSE_REPEATED, at)));
    other(ledger.signedFor(purpose.get()).keySet(), leaf.slot())
        .ifPresent(at -> found.add(Finding.consent(FindingCode.PURPOSE_SIGNED_BEFORE, at)));
  }

  /**
   * Gwei that all withdrawals from a leaf's validator ask for: on the nonces of this batch and on
   * those signed before, each with its largest. What is written off has happened or can't any more,
   * and the registry's figure tells.
   */
  BigInteger withdrawn(UnsignedTx leaf) {
    Digest32 purpose = Purpose.of(leaf).orElseThrow();
    Map<SlotId, Gwei> all = new HashMap<>(batch.getOrDefault(purpose, Map.of()));
    ledger
        .signedFor(purpose)
        .forEach((slot, gwei) -> {
          if (!ledger.writtenOff(slot)) {
            all.merge(slot, gwei, Purpose::larger);
          }
        });
    return all.values().stream()
        .map(gwei -> BigInteger.valueOf(gwei.value()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static Optional<String> other(Set<SlotId> slots, SlotId own) {
    long others = slots.stream().filter(slot -> !slot.equals(own)).count();
    return slots.stream()
        .filter(slot -> !slot.equals(own))
        .min(SlotId::compareTo)
        .map(first ->
            "nonce "
                + first.nonce()
                + (first.lane().equals(own.lane()) ? "" : " of " + first.lane())
                + (others > 1 ? " and " + (others - 1) + " more" : ""));
  }
}
