package org.foresign.practice.story;

import java.io.PrintWriter;
import org.foresign.model.text.ShownText;

/**
 * Tells the story: plain lines, and on a terminal a bar that moves. Without a terminal no control
 * character is written and a bar becomes one line when it is full.
 */
final class StoryPrinter {
  private static final int BAR = 30;
  private static final int WIDTH = 78;
  private static final String INDENT = "   ";

  private final PrintWriter out;
  private final boolean terminal;
  private int chapters;
  private boolean open;

  /**
   * @param terminal whether a line may be written over
   */
  StoryPrinter(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Begins a chapter. */
  void chapter(String title) {
    end();
    chapters++;
    out.println();
    out.println(chapters + ". " + title);
    out.flush();
  }

  /** One line of the story. */
  void say(String line) {
    end();
    out.println(ShownText.line(INDENT + line));
    out.flush();
  }

  /** A line without indent. */
  void headline(String line) {
    end();
    out.println(ShownText.line(line));
    out.flush();
  }

  /** What is being waited for, to be replaced by what comes next; silent without a terminal. */
  void busy(String words) {
    if (terminal) {
      over(INDENT + words + " ...");
    }
  }

  /** How far something countable is. */
  void bar(String label, long done, long total) {
    if (terminal) {
      int full = total == 0 ? BAR : Math.toIntExact(BAR * Math.min(done, total) / total);
      String bar = "#".repeat(full) + "-".repeat(BAR - full);
      over("%s%-28s [%s] %d/%d".formatted(INDENT, label, bar, done, total));
      if (done >= total) {
        out.println();
        open = false;
      }
      out.flush();
    } else if (done >= total) {
      say(label + ": " + done + " of " + total);
    }
  }

  private void over(String line) {
    String fitted = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
    out.print('\r' + fitted + " ".repeat(WIDTH - fitted.length()));
    out.flush();
    open = true;
  }

  /** Wipes a line that was only for the moment. */
  private void end() {
    if (open) {
      out.print('\r' + " ".repeat(WIDTH) + '\r');
      open = false;
    }
  }
}
