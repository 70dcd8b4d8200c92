package org.foresign.model.journal;

import java.util.List;
import org.foresign.codec.Digest32;

/**
 * One line of a hash-chained journal (docs/spec/journal.md).
 *
 * @param number from 1, without a gap
 * @param previous hash of the entry before; zero for the first
 * @param time vault time in seconds since 1970, never less than the entry before
 * @param details public facts in the order the event's spec names them
 */
public record JournalEntry(
    long number,
    Digest32 previous,
    long time,
    boolean practice,
    JournalEvent event,
    List<Detail> details) {
  public static final int VERSION = 1;

  public JournalEntry {
    details = List.copyOf(details);
    if (number < 1 || time < 0 || (number == 1) != previous.equals(Digest32.ZERO)) {
      throw new IllegalArgumentException("number, time or link of a journal entry is off");
    }
  }

  /** A named public fact. */
  public record Detail(String name, String value) {}
}
