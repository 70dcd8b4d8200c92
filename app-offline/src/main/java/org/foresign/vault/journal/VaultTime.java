package org.foresign.vault.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.settings.VaultProblem;

/**
 * Time on a machine whose clock nobody sets: the later of the clock and the last journal entry. A
 * step back stops signing until the clock is right or officers set vault time back; a step forward
 * of more than 7 days counts only once an officer confirmed it, and until then vault time stands
 * still.
 */
public final class VaultTime {
  /** Longest step forward without a confirmation. */
  public static final Duration LONGEST_STEP = Duration.ofDays(7);

  /** So long a page about the clock may be read before it says something else. */
  private static final Duration LONGEST_READING = Duration.ofMinutes(10);

  private final Clock clock;

  public VaultTime(Clock clock) {
    this.clock = clock;
  }

  /** How the clock stands to the last journal entry. */
  public enum Standing {
    STEADY,
    BACK,
    FORWARD
  }

  /** The clock, in seconds since 1970. */
  public long clock() {
    return clock.instant().getEpochSecond();
  }

  public Standing standing(Journal.State journal) {
    if (journal.number() == 0) {
      return Standing.STEADY;
    }
    if (clock() < journal.time()) {
      return Standing.BACK;
    }
    return clock() > journal.time() + LONGEST_STEP.toSeconds() ? Standing.FORWARD : Standing.STEADY;
  }

  /** Vault time in seconds since 1970; the last entry's while the clock is not to be trusted. */
  public long now(Journal.State journal) {
    return standing(journal) == Standing.STEADY ? clock() : journal.time();
  }

  /**
   * Refuses a clock that is behind: that is no step forward.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_CLOCK_BACK}
   */
  public void requireNotBack(Journal.State journal) throws ProblemException {
    if (standing(journal) == Standing.BACK) {
      requireSteady(journal);
    }
  }

  /**
   * Refuses a clock that is another one than the one that was read a few minutes ago.
   *
   * @param shown in seconds since 1970
   * @throws ProblemException with {@link VaultProblem#VAULT_CLOCK_CHANGED}
   */
  public void requireShown(long shown) throws ProblemException {
    long now = clock();
    if (now < shown || now > shown + LONGEST_READING.toSeconds()) {
      throw Problem.of(
              VaultProblem.VAULT_CLOCK_CHANGED,
              "shown " + Instant.ofEpochSecond(shown) + ", now " + Instant.ofEpochSecond(now))
          .asException();
    }
  }

  /**
   * Refuses to set back what is not ahead of the clock.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_CLOCK_NOT_BACK}
   */
  public void requireBack(Journal.State journal) throws ProblemException {
    if (standing(journal) != Standing.BACK) {
      throw Problem.of(VaultProblem.VAULT_CLOCK_NOT_BACK, detail(journal)).asException();
    }
  }

  /**
   * Refuses unless the clock can be trusted.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_CLOCK_BACK} or {@link
   *     VaultProblem#VAULT_CLOCK_FORWARD}
   */
  public void requireSteady(Journal.State journal) throws ProblemException {
    String detail = detail(journal);
    switch (standing(journal)) {
      case STEADY -> {}
      case BACK -> throw Problem.of(VaultProblem.VAULT_CLOCK_BACK, detail).asException();
      case FORWARD -> throw Problem.of(VaultProblem.VAULT_CLOCK_FORWARD, detail).asException();
    }
  }

  private String detail(Journal.State journal) {
    return "clock "
        + Instant.ofEpochSecond(clock())
        + ", last entry "
        + Instant.ofEpochSecond(journal.time());
  }
}
