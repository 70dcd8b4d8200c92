package org.foresign.desk.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.foresign.model.batch.Run;
import org.foresign.model.operation.Operation;

/**
 * What one nonce may be used for; its cancel alternative is added when the lane is composed. A slot
 * without operations holds cancel leaves only.
 *
 * @param references what each alternative is for, as a person said; empty texts where nobody did
 */
public record PlannedSlot(List<Operation> alternatives, List<String> references) {
  /** Most operations of one nonce; the cancel is one more. */
  public static final int MAX_ALTERNATIVES = Run.MAX_ALTERNATIVES - 1;

  public PlannedSlot {
    alternatives = List.copyOf(alternatives);
    references = List.copyOf(references);
    if (references.size() != alternatives.size()) {
      throw new IllegalArgumentException("a reference for each alternative, empty without one");
    }
  }

  /** Without references. */
  public PlannedSlot(List<Operation> alternatives) {
    this(alternatives, Collections.nCopies(alternatives.size(), ""));
  }

  public static PlannedSlot of(Operation... alternatives) {
    return new PlannedSlot(List.of(alternatives));
  }

  /**
   * Lays columns of slots over the same nonces: the first slot has the alternatives of the first of
   * every column, in the columns' order, and so on to the end of the longest.
   */
  public static List<PlannedSlot> either(List<List<PlannedSlot>> columns) {
    int longest = columns.stream().mapToInt(List::size).max().orElse(0);
    List<PlannedSlot> slots = new ArrayList<>(longest);
    for (int i = 0; i < longest; i++) {
      List<Operation> together = new ArrayList<>();
      List<String> references = new ArrayList<>();
      for (List<PlannedSlot> column : columns) {
        if (i < column.size()) {
          together.addAll(column.get(i).alternatives());
          references.addAll(column.get(i).references());
        }
      }
      slots.add(new PlannedSlot(together, references));
    }
    return slots;
  }

  /** Whether every operation must come from the address in a validator's credentials. */
  boolean requestsOnly() {
    return !alternatives.isEmpty() && alternatives.stream().allMatch(PlannedSlot::isRequest);
  }

  /** Whether it mixes what the withdrawal address asks with what a funding account may do. */
  boolean mixesRequests() {
    return !requestsOnly() && alternatives.stream().anyMatch(PlannedSlot::isRequest);
  }

  private static boolean isRequest(Operation operation) {
    return operation instanceof Operation.Unstake || operation instanceof Operation.Consolidate;
  }
}
