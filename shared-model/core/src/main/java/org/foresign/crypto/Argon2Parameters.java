package org.foresign.crypto;

import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * The cost of one Argon2id run. The minimum is the second choice of RFC 9106 section 4 (64 MiB,
 * three passes); the maximum keeps a hostile file from stalling the machine.
 *
 * @param memoryKib 65,536 to 2,097,152 (64 MiB to 2 GiB)
 * @param passes 3 to 64
 * @param lanes 1 to 16
 */
public record Argon2Parameters(int memoryKib, int passes, int lanes) {
  public static final int MIN_MEMORY_KIB = 64 * 1024;
  public static final int MAX_MEMORY_KIB = 2 * 1024 * 1024;

  private static final int MAX_PASSES = 64;
  private static final long AIM_MILLIS = 1_000;

  /** 64 MiB, three passes, four lanes: RFC 9106 section 4, second recommended option. */
  public static final Argon2Parameters MINIMUM = new Argon2Parameters(MIN_MEMORY_KIB, 3, 4);

  /** 256 MiB: where calibration starts. */
  public static final Argon2Parameters DEFAULT = new Argon2Parameters(4 * MIN_MEMORY_KIB, 3, 4);

  public Argon2Parameters {
    if (!allowed(memoryKib, passes, lanes)) {
      throw new IllegalArgumentException("these Argon2id parameters are outside the limits");
    }
  }

  /**
   * Checks numbers that come from a file.
   *
   * @throws ProblemException if one is outside its limits
   */
  public static Argon2Parameters checked(long memoryKib, long passes, long lanes)
      throws ProblemException {
    if (!allowed(memoryKib, passes, lanes)) {
      throw Problem.of(
              CryptoProblem.KDF_PARAMETERS_REFUSED,
              memoryKib + " KiB, " + passes + " passes, " + lanes + " lanes")
          .asException();
    }
    return new Argon2Parameters((int) memoryKib, (int) passes, (int) lanes);
  }

  /**
   * The cost that takes about a second where a run at this one took {@code millis}: more passes, at
   * most 64, never fewer. What is for practice, {@link #MINIMUM}, stays as it is.
   */
  public Argon2Parameters towardsASecond(long millis) {
    if (memoryKib <= MIN_MEMORY_KIB) {
      return this;
    }
    long wanted = passes * AIM_MILLIS / Math.max(1, millis);
    return new Argon2Parameters(memoryKib, Math.clamp(wanted, passes, MAX_PASSES), lanes);
  }

  private static boolean allowed(long memoryKib, long passes, long lanes) {
    return memoryKib >= MIN_MEMORY_KIB
        && memoryKib <= MAX_MEMORY_KIB
        && passes >= 3
        && passes <= MAX_PASSES
        && lanes >= 1
        && lanes <= 16;
  }
}
