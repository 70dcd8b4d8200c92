package org.foresign.model.batch;

import java.util.List;
import java.util.regex.Pattern;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;

/**
 * One way a run of slots can be used: the same kind of operation in each slot at the same fee
 * tiers. {@code operations} has one entry a slot of the run; equal entries are written once.
 *
 * @param gasLimit in gas, the same for every leaf
 * @param references what each payment is for, empty where nobody said; an empty list when nobody
 *     said anything
 * @param tiers ascending; each at least 12.5 % above the one before on both fields
 */
public record Alternative(
    OperationKind kind,
    ReleaseClass releaseClass,
    long gasLimit,
    List<FeeCaps> tiers,
    List<Operation> operations,
    List<String> references) {
  /** Longest reference, in signs. */
  public static final int MAX_REFERENCE = 40;

  private static final Pattern REFERENCE = Pattern.compile("[!#-~]+( [!#-~]+)*");

  /** Most tiers an alternative may have. */
  public static final int MAX_TIERS = 8;

  public Alternative {
    tiers = List.copyOf(tiers);
    operations = List.copyOf(operations);
    references =
        references.stream().allMatch(String::isEmpty) ? List.of() : List.copyOf(references);
    if (!references.isEmpty()) {
      requireReferences(kind, references, operations.size());
    }
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

  /** Without references. */
  public Alternative(
      OperationKind kind,
      ReleaseClass releaseClass,
      long gasLimit,
      List<FeeCaps> tiers,
      List<Operation> operations) {
    this(kind, releaseClass, gasLimit, tiers, operations, List.of());
  }

  /** Whether it may stand in a request: 1 to 40 visible ASCII signs with single blanks inside. */
  public static boolean mayRefer(String reference) {
    return reference.length() <= MAX_REFERENCE && REFERENCE.matcher(reference).matches();
  }

  /** The reference of one slot of the run, empty without one. */
  public String reference(int slot) {
    return references.isEmpty() ? "" : references.get(slot);
  }

  private static void requireReferences(OperationKind kind, List<String> references, int slots) {
    if (kind != OperationKind.NATIVE_TRANSFER && kind != OperationKind.TOKEN_TRANSFER) {
      throw new IllegalArgumentException("only payments have a reference");
    }
    if (references.size() != slots
        || !references.stream().allMatch(text -> text.isEmpty() || mayRefer(text))) {
      throw new IllegalArgumentException(
          "a reference is 1 to 40 visible ASCII signs and no quotation mark");
    }
  }
}
