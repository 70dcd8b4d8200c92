package org.foresign.model.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.SlotId;
import org.foresign.model.tx.UnsignedTx;

/**
 * The same thing twice: on two nonces of one batch, or on a nonce of an earlier one. Alternatives
 * of one nonce are no repetition, in whichever batches they stand: at most one of them lands.
 */
final class PurposeRules {
  private final Map<Digest32, Set<SlotId>> batch;
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
    other(batch.getOrDefault(purpose.get(), Set.of()), leaf.slot())
        .ifPresent(at -> found.add(Finding.consent(FindingCode.PURPOSE_REPEATED, at)));
    other(ledger.signedFor(purpose.get()), leaf.slot())
        .ifPresent(at -> found.add(Finding.consent(FindingCode.PURPOSE_SIGNED_BEFORE, at)));
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
