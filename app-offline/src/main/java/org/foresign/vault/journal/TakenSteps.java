package org.foresign.vault.journal;

import java.util.Map;
import java.util.TreeMap;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEvent;

/**
 * The steps forward that vault time made on a person's word alone: from nothing to the vault's
 * first entry, and each that officers accepted. Time outside of them was seen to pass.
 */
final class TakenSteps {
  private final TreeMap<Long, Long> steps = new TreeMap<>();
  private long last;
  private long latest;

  void visit(JournalEntry entry) {
    if (entry.number() == 1 || entry.event() == JournalEvent.CLOCK_ACCEPTED) {
      steps.merge(last, entry.time(), Math::max);
    }
    if (entry.event() == JournalEvent.CLOCK_SET_BACK) {
      steps.tailMap(entry.time(), true).clear();
      Map.Entry<Long, Long> cut = steps.lastEntry();
      if (cut != null && cut.getValue() > entry.time()) {
        steps.put(cut.getKey(), entry.time());
      }
    }
    last = entry.time();
    latest = Math.max(latest, last);
  }

  /** Whether a time lies inside such a step. */
  boolean covers(long time) {
    Map.Entry<Long, Long> step = steps.floorEntry(time);
    return step != null && time < step.getValue();
  }

  /** Whether vault time was set back and is not yet where it once was. */
  boolean behindLatest() {
    return last < latest;
  }
}
