package org.foresign.vault.cli;

import java.io.PrintWriter;
import org.foresign.model.text.Spelling;
import org.foresign.model.work.Progress;

/** Says on the error stream how far a job is, once it takes more than a second. */
final class ProgressPrinter<S extends Enum<S>> implements Progress<S> {
  private static final long FIRST_NANOS = 1_000_000_000L;
  private static final long EVERY_NANOS = 250_000_000L;

  private final PrintWriter err;
  private long next = System.nanoTime() + FIRST_NANOS;

  ProgressPrinter(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void at(S step, long done, long total) {
    long now = System.nanoTime();
    if (now - next >= 0) {
      next = now + EVERY_NANOS;
      err.println(Spelling.words(step) + " " + done + (total > 0 ? " of " + total : ""));
      err.flush();
    }
  }
}
