package org.foresign.model.batch;

import java.util.List;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;

/**
 * One way a run of slots can be used: the same kind of operation in each slot at the same fee
 * tiers. {@code operations} has one entry a slot of the run; equal entries are written once.
 *
 * @param gasLimit in gas, the same for every leaf
 * @param tiers ascending; each at least 12.5 % above the one before on both fields
 */
public record Alternative(
    OperationKind kind,
    ReleaseClass releaseClass,
    long gasLimit,
    List<FeeCaps> tiers,
    List<Operation> operations) {
  /** Most tiers an alternative may have. */
  public static final int MAX_TIERS = 8;

  public Alternative {
    tiers = List.copyOf(tiers);
    operations = List.copyOf(operations);
    if (gasLimit <= 0) {
      throw new IllegalArgumentException("a gas limit is positive");
    }
    if (tiers.isEmpty() || tiers.size() > MAX_TIERS) {
      throw new IllegalArgumentException("an alternative has 1 to " + MAX_TIERS + " fee tiers");
    }
    for (int i = 1; i < tiers.size(); i++) {
      if (!tiers.get(i).replaces(tiers.get(i - 1))) {
        throw new IllegalArgumentException("a tier does not replace the one below it");
      }
    }
    for (Operation operation : operations) {
      if (operation.kind() != kind) {
        throw new IllegalArgumentException("one alternative holds one kind of operation");
      }
    }
    if ((kind == OperationKind.CANCEL) != (releaseClass == ReleaseClass.CANCEL)) {
      throw new IllegalArgumentException("cancel leaves, and only they, have the cancel class");
    }
  }
}
