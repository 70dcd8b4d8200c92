package org.foresign.practice.chain;

import java.util.List;
import org.foresign.codec.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What running a call came to.
 *
 * @param gasUsed all gas of the transaction, the intrinsic part and the calldata floor included
 * @param halt why it failed, or null
 */
record Outcome(Bytes output, long gasUsed, List<LogEntry> logs, @Nullable Halt halt) {
  Outcome {
    logs = List.copyOf(logs);
  }

  boolean succeeded() {
    return halt == null;
  }
}
