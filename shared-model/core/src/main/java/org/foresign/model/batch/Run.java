package org.foresign.model.batch;

import java.util.List;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.operation.OperationKind;

/**
 * Successive nonces that share their alternatives. A cancel alternative comes last and its lowest
 * tier replaces every other leaf of the slot.
 *
 * @param firstNonce nonce of the first slot
 * @param count slots in the run
 */
public record Run(long firstNonce, int count, List<Alternative> alternatives) {
  /** Most alternatives a slot may have. */
  public static final int MAX_ALTERNATIVES = 32;

  public Run {
    alternatives = List.copyOf(alternatives);
    if (firstNonce < 0 || count < 1 || count > BatchRequest.MAX_SLOTS) {
      throw new IllegalArgumentException("a run starts at a nonce and has 1 to 1,000 slots");
    }
    Math.addExact(firstNonce, count);
    if (alternatives.isEmpty() || alternatives.size() > MAX_ALTERNATIVES) {
      throw new IllegalArgumentException("a slot has 1 to " + MAX_ALTERNATIVES + " alternatives");
    }
    for (int i = 0; i < alternatives.size(); i++) {
      Alternative alternative = alternatives.get(i);
      if (alternative.operations().size() != count) {
        throw new IllegalArgumentException("an alternative names one operation for each slot");
      }
      boolean last = i == alternatives.size() - 1;
      if (alternative.kind() == OperationKind.CANCEL) {
        if (!last) {
          throw new IllegalArgumentException("the cancel alternative comes last, once");
        }
        requireAbove(alternative.tiers().getFirst(), alternatives.subList(0, i));
      }
    }
  }

  private static void requireAbove(FeeCaps cancel, List<Alternative> others) {
    for (Alternative other : others) {
      if (!cancel.replaces(other.tiers().getLast())) {
        throw new IllegalArgumentException("the cancel leaf does not replace every other leaf");
      }
    }
  }

  /** First nonce after the run. */
  public long endNonce() {
    return firstNonce + count;
  }

  /** Leaves of one slot. */
  public int leavesPerSlot() {
    return alternatives.stream().mapToInt(a -> a.tiers().size()).sum();
  }
}
