package org.foresign.command;

import java.io.PrintWriter;
import java.time.Duration;
import org.foresign.model.text.Spelling;
import org.foresign.model.work.Progress;

/** Progress for a person, beside the answer: nothing for short work, then a line now and then. */
public final class ProgressLines<S extends Enum<S>> implements Progress<S> {
  private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();

  private final PrintWriter err;
  private final long everyNanos;
  private long next = System.nanoTime() + FIRST_NANOS;

  /**
   * @param every so long at least lies between two lines, the first of which comes after a second
   */
  public ProgressLines(PrintWriter err, Duration every) {
    this.err = err;
    this.everyNanos = every.toNanos();
  }

  @Override
  public void at(S step, long done, long total) {
    long now = System.nanoTime();
    if (now - next >= 0) {
      next = now + everyNanos;
      err.println(Spelling.words(step) + " " + done + (total > 0 ? " of " + total : ""));
      err.flush();
    }
  }
}
