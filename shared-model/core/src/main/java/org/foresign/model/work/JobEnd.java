package org.foresign.model.work;

import java.util.Optional;

/** How a job ended that could be stopped. What failed is a problem and no such ending. */
public sealed interface JobEnd<T> {
  /** It came to its end. */
  record Done<T>(T value) implements JobEnd<T> {}

  /** It was stopped as asked, before anything was kept that needs its end. */
  record Cancelled<T>() implements JobEnd<T> {}

  /** The result, if there is one. */
  default Optional<T> result() {
    return switch (this) {
      case Done<T> done -> Optional.of(done.value());
      case Cancelled<T> _ -> Optional.empty();
    };
  }
}
