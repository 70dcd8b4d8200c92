package org.foresign.desk.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.Run;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;

/** Folds successive slots of the same shape into runs, so that what they share is written once. */
final class LaneComposer {
  private LaneComposer() {}

  static Lane compose(
      LaneId id, GasSchedule schedule, long firstNonce, List<PlannedSlot> slots, FeeLadder fees) {
    List<Run> runs = new ArrayList<>();
    int start = 0;
    while (start < slots.size()) {
      int end = start + 1;
      while (end < slots.size() && shape(slots.get(end)).equals(shape(slots.get(start)))) {
        end++;
      }
      runs.add(run(firstNonce + start, slots.subList(start, end), fees));
      start = end;
    }
    return new Lane(id, schedule.id(), runs);
  }

  private static List<OperationKind> shape(PlannedSlot slot) {
    return slot.alternatives().stream().map(Operation::kind).toList();
  }

  private static Run run(long firstNonce, List<PlannedSlot> slots, FeeLadder fees) {
    List<Alternative> alternatives = new ArrayList<>();
    for (int a = 0; a < slots.getFirst().alternatives().size(); a++) {
      int index = a;
      List<Operation> column = slots.stream().map(slot -> slot.alternatives().get(index)).toList();
      OperationKind kind = column.getFirst().kind();
      alternatives.add(
          new Alternative(
              kind,
              ReleaseClass.SPEND,
              GasLimits.of(kind),
              fees.spend(),
              column,
              slots.stream().map(slot -> slot.references().get(index)).toList()));
    }
    if (!fees.cancel().isEmpty()) {
      alternatives.add(
          new Alternative(
              OperationKind.CANCEL,
              ReleaseClass.CANCEL,
              GasLimits.CANCEL,
              fees.cancel(),
              Collections.nCopies(slots.size(), new Operation.Cancel())));
    }
    return new Run(firstNonce, slots.size(), alternatives);
  }
}
