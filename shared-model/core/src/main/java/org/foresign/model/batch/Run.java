package org.foresign.model.batch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.operation.Operation;
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
    if (firstNonce > Long.MAX_VALUE - count) {
      throw new IllegalArgumentException("a nonce lies below 2^63");
    }
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
    for (int slot = 0; slot < count; slot++) {
      requireDistinct(alternatives, slot);
    }
  }

  private static void requireDistinct(List<Alternative> alternatives, int slot) {
    if (alternatives.size() == 1 || (slot > 0 && sameAsBefore(alternatives, slot))) {
      return;
    }
    Set<Operation> seen = new HashSet<>();
    for (Alternative alternative : alternatives) {
      if (!seen.add(alternative.operations().get(slot))) {
        throw new IllegalArgumentException("two alternatives of a slot are the same operation");
      }
    }
  }

  /** Whether the slot shares each operation object with the one before, as constants do. */
  @SuppressWarnings("ReferenceEquality") // a shortcut; equal objects are compared in full anyway
  private static boolean sameAsBefore(List<Alternative> alternatives, int slot) {
    return alternatives.stream()
        .map(Alternative::operations)
        .allMatch(operations -> operations.get(slot) == operations.get(slot - 1));
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
