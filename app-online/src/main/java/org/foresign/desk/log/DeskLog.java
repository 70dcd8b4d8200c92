package org.foresign.desk.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The log of one command, kept in the desk's home from its opening to its end. SLF4J knows one back
 * end a process, so one log is open at a time. What is logged is redacted here, once more than
 * where it was written; nothing of it gets to the terminal, and a line that can't be written stops
 * no work.
 */
public final class DeskLog implements AutoCloseable {
  /** Which lines are wanted: {@code info} or {@code debug}; the launcher hands it over. */
  public static final String PROPERTY = "foresign.log";

  private static volatile @Nullable DeskLog open;

  private final Level level;
  private final LogFile file;
  private final Clock clock;

  private DeskLog(Level level, LogFile file, Clock clock) {
    this.level = level;
    this.file = file;
    this.clock = clock;
  }

  /**
   * Begins a log in this home if one is wanted.
   *
   * @param began what is about to be done, the first line
   * @throws ProblemException with a {@link LogProblem}; whoever asks for a log gets one or hears
   *     why
   */
  public static Optional<DeskLog> begin(Path home, Clock clock, String began)
      throws ProblemException {
    String wish = System.getProperty(PROPERTY, "");
    if (wish.isBlank()) {
      return Optional.empty();
    }
    DeskLog log = new DeskLog(level(wish), new LogFile(home, LogFile.LIMIT), clock);
    try {
      log.file.append(log.line(Level.INFO, "desk", began));
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(LogProblem.LOG_NOT_WRITTEN, e.getClass().getSimpleName()), e);
    }
    open = log;
    return Optional.of(log);
  }

  private static Level level(String wish) throws ProblemException {
    return switch (wish.strip().toLowerCase(Locale.ROOT)) {
      case "info" -> Level.INFO;
      case "debug" -> Level.DEBUG;
      default -> throw Problem.of(LogProblem.LOG_LEVEL_UNKNOWN, wish).asException();
    };
  }

  /** Whether somebody wants to read lines of this level. */
  static boolean wants(Level asked) {
    DeskLog log = open;
    return log != null && asked.toInt() >= log.level.toInt();
  }

  /** Writes one line; of an exception its type and place, for its message may repeat a secret. */
  static void write(Level level, String logger, String text, @Nullable Throwable fault) {
    DeskLog log = open;
    if (log == null) {
      return;
    }
    StringBuilder line = new StringBuilder(text);
    for (Throwable each = fault; each != null; each = each.getCause()) {
      line.append(", ").append(each.getClass().getName());
      StackTraceElement[] frames = each.getStackTrace();
      if (frames.length > 0) {
        line.append(" at ").append(frames[0]);
      }
    }
    try {
      log.file.append(log.line(level, logger, line.toString()));
    } catch (IOException e) {
      open = null; // a full disk must not stop what is logged
    }
  }

  private String line(Level level, String logger, String text) {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS)
        + " "
        + level
        + " "
        + logger.substring(logger.lastIndexOf('.') + 1)
        + ": "
        + Redaction.of(text);
  }

  @Override
  public void close() {
    if (open == this) {
      open = null;
    }
  }
}
