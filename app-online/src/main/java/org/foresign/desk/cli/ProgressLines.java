package org.foresign.desk.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.foresign.model.text.Spelling;
import org.foresign.model.work.Progress;

/** Progress for a person: nothing for short work, then a line a second at most. */
final class ProgressLines<S extends Enum<S>> implements Progress<S> {
  private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final PrintWriter out;
  private long last = System.nanoTime();

  ProgressLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void at(S step, long done, long total) {
    long now = System.nanoTime();
    if (now - last >= EVERY_NANOS) {
      last = now;
      out.println(Spelling.words(step) + " " + done + (total > 0 ? " of " + total : ""));
      out.flush();
    }
  }
}
