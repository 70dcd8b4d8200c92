package org.foresign.desk.release;

import org.foresign.desk.hold.HeldLeaf;
import org.foresign.model.operation.Operation;

/** A final leaf whose consensus effect is not decided yet. */
record OpenEffect(HeldLeaf leaf, Operation operation, Fate fate) {

  /** How far an effect is, and what was found on the way. */
  record Stage(Effect effect, String words, Fate.Trace trace) {}

  OpenEffect after(Stage stage) {
    return new OpenEffect(leaf, operation, fate.with(stage.effect(), stage.words(), stage.trace()));
  }

  OpenEffect with(Fate.Trace trace) {
    return new OpenEffect(leaf, operation, fate.with(fate.effect(), fate.words(), trace));
  }

  Stage stage(Effect effect, String words) {
    return new Stage(effect, words, fate.trace());
  }
}
