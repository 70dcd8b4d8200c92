package org.foresign.model.problem;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Errors, such as that no memory is left, that come from another thread as the cause of something
 * else: of what a future, a stream or a client of the network throws.
 */
public final class Errors {
  /** No chain of causes of ours is as long; one that leads back to itself has no end. */
  private static final int MOST_CAUSES = 32;

  private Errors() {}

  /** The error that is behind a failure, if one is. */
  public static Optional<Error> behind(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++, cause = cause.getCause()) {
      if (cause instanceof Error error) {
        return Optional.of(error);
      }
    }
    return Optional.empty();
  }

  /** Throws it; where none is, nothing happens. */
  public static void throwIfBehind(Throwable failure) {
    Optional<Error> error = behind(failure);
    if (error.isPresent()) {
      throw error.get();
    }
  }
}
