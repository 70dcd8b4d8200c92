package org.foresign.desk.release;

import org.foresign.desk.hold.Effect;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.FateReason;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.model.operation.Operation;

/** A final leaf whose consensus effect is not decided yet. */
record OpenEffect(HeldLeaf leaf, Operation operation, Fate fate) {

  /** How far an effect is, and what was found on the way. */
  record Stage(Effect effect, FateReason reason, Fate.Trace trace) {}

  OpenEffect after(Stage stage) {
    return new OpenEffect(
        leaf, operation, fate.with(stage.effect(), stage.reason(), stage.trace()));
  }

  OpenEffect with(Fate.Trace trace) {
    return new OpenEffect(leaf, operation, fate.with(fate.effect(), fate.reason(), trace));
  }

  Stage stage(Effect effect, FateReason reason) {
    return new Stage(effect, reason, fate.trace());
  }
}
