package org.foresign.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The child's side of a crash test. Production code offers a hook interface at construction; the
 * child's main passes one that calls {@link #reach}. At the point that the parent asked for, the
 * child prints a marker and stands still until it is killed.
 */
public final class CrashPoints {
  static final String PROPERTY = "foresign.crash.at";
  static final String MARKER = "@@crash-point ";

  private final @Nullable String wanted;
  private final AtomicInteger left;

  private CrashPoints(@Nullable String wanted, int hit) {
    this.wanted = wanted;
    this.left = new AtomicInteger(hit);
  }

  /** Reads the wished point from the system property that {@link Processes} sets. */
  public static CrashPoints fromProperties() {
    @Nullable String text = System.getProperty(PROPERTY);
    if (text == null) {
      return new CrashPoints(null, 0);
    }
    int hash = text.lastIndexOf('#');
    return new CrashPoints(text.substring(0, hash), Integer.parseInt(text.substring(hash + 1)));
  }

  /** Goes on, or stands still for ever when this is the wished point at the wished time. */
  public void reach(String point) {
    if (!point.equals(wanted) || left.decrementAndGet() != 0) {
      return;
    }
    System.out.println(MARKER + point);
    System.out.flush();
    CountDownLatch never = new CountDownLatch(1);
    while (true) {
      try {
        never.await();
      } catch (InterruptedException e) {
        // Only SIGKILL ends a child at its crash point.
        System.out.println(MARKER + point + " interrupted");
      }
    }
  }
}
