package org.foresign.vault.journal;

import java.util.Map;
import java.util.TreeMap;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEvent;

/**
 * The steps forward that vault time made on a person's word alone: from nothing to the vault's
 * first entry, and each that officers accepted. Time outside of them was seen to pass.
 */
final class AcceptedTimeSteps {
  private final TreeMap<Long, Long> steps = new TreeMap<>();
  private long last;
  private long latest;
  private long reached;

  /**
   * Takes the next entry.
   *
   * @return whether vault time can have gone on so: it stands still before a longer step until
   *     somebody accepts that
   */
  boolean visit(JournalEntry entry) {
    boolean accepted = entry.number() == 1 || entry.event() == JournalEvent.CLOCK_ACCEPTED;
    if (!accepted && entry.time() - last > VaultTime.LONGEST_STEP.toSeconds()) {
      return false;
    }
    if (accepted) {
      steps.merge(last, entry.time(), Math::max);
    }
    boolean wasWrong = entry.event() == JournalEvent.CLOCK_SET_BACK && takesBack(entry.time());
    reached = wasWrong ? entry.time() : Math.max(reached, entry.time());
    if (entry.event() == JournalEvent.CLOCK_SET_BACK) {
      steps.tailMap(entry.time(), true).clear();
      Map.Entry<Long, Long> cut = steps.lastEntry();
      if (cut != null && cut.getValue() > entry.time()) {
        steps.put(cut.getKey(), entry.time());
      }
    }
    last = entry.time();
    latest = Math.max(latest, last);
    return true;
  }

  /**
   * Whether setting back to this time takes back a step that was wrong: one that never was seen to
   * pass, by more than the clock can go forward again without anybody's word.
   */
  private boolean takesBack(long time) {
    return last - time > VaultTime.LONGEST_STEP.toSeconds() && covers(time);
  }

  /** The greatest time that vault time ever had, but for steps that were taken back. */
  long reached() {
    return reached;
  }

  /** From when a wait counts that begins as vault time is set back to this. */
  long reachedAfter(long time) {
    return takesBack(time) ? time : reached;
  }

  /** Whether a time lies inside such a step. */
  private boolean covers(long time) {
    Map.Entry<Long, Long> step = steps.floorEntry(time);
    return step != null && time < step.getValue();
  }

  /** Whether vault time was set back and is not yet where it once was. */
  boolean behindLatest() {
    return last < latest;
  }
}
