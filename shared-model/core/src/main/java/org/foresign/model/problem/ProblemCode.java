package org.foresign.model.problem;

import org.foresign.model.text.Spelling;

/**
 * A kind of problem. Each area has one enum of them beside its code; what they say stands in a
 * {@link ProblemTable}. Codes are stable: scripts and operators quote them, so append, never
 * rename.
 */
public interface ProblemCode {
  String name();

  /** The code in text, such as {@code cbor-malformed}. */
  default String id() {
    return Spelling.of(name());
  }

  /** Where its sentences stand. */
  default ProblemTable table() {
    return ProblemTable.ofBothPrograms();
  }

  default String happened() {
    return table().of(this).happened();
  }

  default String safe() {
    return table().of(this).safe();
  }

  default String next() {
    return table().of(this).next();
  }
}
