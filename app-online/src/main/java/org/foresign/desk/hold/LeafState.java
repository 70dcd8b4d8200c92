package org.foresign.desk.hold;

import java.util.Collection;
import java.util.stream.Collectors;
import org.foresign.model.text.Spelling;

/** Where a held leaf stands. The names are in the store. */
public enum LeafState {
  /** Never sent anywhere by this desk. */
  HELD,
  /** Recorded before its first byte was sent: it may be anywhere, whatever endpoints said. */
  EXPOSED,
  /** In a block, not yet final. */
  INCLUDED,
  /** In a finalized block. */
  FINAL,
  /** Another transaction of this nonce is final: this leaf can never land. */
  VOID;

  /** A condition for any of these, as the partial indexes of the schema spell it. */
  static String anyOf(Collection<LeafState> states) {
    return states.stream()
        .sorted()
        .map(state -> "'" + Spelling.of(state) + "'")
        .collect(Collectors.joining(", ", "state IN (", ")"));
  }
}
