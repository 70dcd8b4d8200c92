package org.foresign.desk.chain.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long the desk waits and how much it reads.
 *
 * @param connect for a connection to stand
 * @param answer for one whole answer, its last byte included
 * @param grace for stragglers once a quorum has answered and only more agreement can follow
 * @param maxBytes of one answer that is read into memory
 * @param maxHeadAge older newest blocks decide nothing; null where block times are no clock times
 */
public record Patience(
    Duration connect,
    Duration answer,
    Duration grace,
    int maxBytes,
    @Nullable Duration maxHeadAge) {
  private static final int DEFAULT_BYTES = 8 << 20;

  /** For endpoints on the internet: a head older than 5 minutes (25 slots) is stale. */
  public static final Patience NETWORK =
      new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMillis(400),
          DEFAULT_BYTES,
          Duration.ofMinutes(5));

  /** For practice and development chains, which make blocks when they like. */
  public static final Patience LOOPBACK =
      new Patience(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofMillis(200),
          DEFAULT_BYTES,
          null);

  public Patience {
    if (connect.isNegative() || connect.isZero() || answer.isNegative() || answer.isZero()) {
      throw new IllegalArgumentException("a time limit is positive");
    }
    if (maxBytes < 1024) {
      throw new IllegalArgumentException("an answer may have at least 1,024 bytes");
    }
  }
}
