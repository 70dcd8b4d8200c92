package org.foresign.model.journal;

import java.util.Optional;
import java.util.regex.Pattern;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Checks successive entries of one journal: numbers, links, times and the practice mark. That the
 * newest entries were not cut off is for whoever knows the head from elsewhere.
 */
public final class JournalChain {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private @Nullable JournalEntry last;
  private Digest32 head;

  private JournalChain(Digest32 head) {
    this.head = head;
  }

  /** From the first entry on. */
  public static JournalChain fromStart() {
    return new JournalChain(Digest32.ZERO);
  }

  /** From some later entry on, which is to name {@code previous}. */
  public static JournalChain after(Digest32 previous) {
    return new JournalChain(previous);
  }

  /**
   * Takes the next entry.
   *
   * @throws ProblemException with a {@link JournalProblem}, or one of the codec; the chain is then
   *     not to be used further
   */
  public JournalEntry accept(Bytes bytes) throws ProblemException {
    JournalEntry entry = JournalCodec.decode(bytes);
    JournalEntry before = last;
    if (before == null
        ? head.equals(Digest32.ZERO) && entry.number() != 1
        : entry.number() != before.number() + 1) {
      throw problem(JournalProblem.JOURNAL_GAP, entry);
    }
    if (!entry.previous().equals(head)) {
      throw problem(JournalProblem.JOURNAL_LINK_BROKEN, entry);
    }
    if (!timeFollows(before, entry)) {
      throw problem(JournalProblem.JOURNAL_TIME_BACK, entry);
    }
    if (before != null && entry.practice() != before.practice()) {
      throw problem(JournalProblem.JOURNAL_MIXED, entry);
    }
    last = entry;
    head = JournalCodec.hash(bytes);
    return entry;
  }

  /** Time never goes back but by officers' decision, whose entry names both times. */
  private static boolean timeFollows(@Nullable JournalEntry before, JournalEntry entry) {
    if (entry.event() != JournalEvent.CLOCK_SET_BACK) {
      return before == null || entry.time() >= before.time();
    }
    String from = entry.fact("from").orElse("");
    boolean named =
        entry.number() > 1
            && NUMBER.matcher(from).matches()
            && entry.fact("to").equals(Optional.of(Long.toString(entry.time())));
    return named
        && Long.parseLong(from) > entry.time()
        && (before == null || Long.parseLong(from) == before.time());
  }

  /** Hash of the last entry taken. */
  public Digest32 head() {
    return head;
  }

  /** Number of the last entry taken, 0 before the first. */
  public long number() {
    JournalEntry entry = last;
    return entry == null ? 0 : entry.number();
  }

  /** Time of the last entry taken, 0 before the first. */
  public long time() {
    JournalEntry entry = last;
    return entry == null ? 0 : entry.time();
  }

  private static ProblemException problem(JournalProblem code, JournalEntry entry) {
    return Problem.of(code, "entry " + entry.number()).asException();
  }
}
