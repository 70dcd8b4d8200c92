package org.foresign.testkit;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Seeded random cases. A failing case names its seed; {@code -Dforesign.seed=} runs that case
 * alone.
 */
public final class Seeds {
  private static final String PROPERTY = "foresign.seed";

  private Seeds() {}

  /** One random case. */
  @FunctionalInterface
  public interface Case {
    void run(SplittableRandom random) throws Exception;
  }

  /** Runs {@code cases} cases, each from its own seed, or only the one that the property names. */
  public static void check(int cases, Case body) {
    @Nullable String fixed = System.getProperty(PROPERTY);
    if (fixed != null && !fixed.isBlank()) {
      runOne(Long.parseLong(fixed.trim()), body);
      return;
    }
    SplittableRandom source = new SplittableRandom();
    for (int i = 0; i < cases; i++) {
      runOne(source.nextLong(), body);
    }
  }

  /** Fresh random bytes of the case. */
  public static byte[] bytes(SplittableRandom random, int length) {
    byte[] out = new byte[length];
    random.nextBytes(out);
    return out;
  }

  private static void runOne(long seed, Case body) {
    try {
      body.run(new SplittableRandom(seed));
    } catch (Exception | AssertionError e) {
      throw new AssertionError("failed with -D" + PROPERTY + "=" + seed + ": " + e, e);
    }
  }
}
