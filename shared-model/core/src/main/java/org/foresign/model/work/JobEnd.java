package org.foresign.model.work;

import java.util.Optional;
import org.foresign.model.problem.ProblemException;

/** How a job ended that could be stopped. What failed is a problem and no such ending. */
public sealed interface JobEnd<T> {
  /** It came to its end. */
  record Done<T>(T value) implements JobEnd<T> {}

  /** It was stopped as asked, before anything was kept that needs its end. */
  record Cancelled<T>() implements JobEnd<T> {}

  /** What comes after a result. */
  @FunctionalInterface
  interface Next<T, R> {
    JobEnd<R> after(T value) throws ProblemException;
  }

  /** Goes on with the result; what was stopped stays so. */
  default <R> JobEnd<R> then(Next<? super T, R> next) throws ProblemException {
    return switch (this) {
      case Done<T> done -> next.after(done.value());
      case Cancelled<T> _ -> new Cancelled<>();
    };
  }

  /** The result, if there is one. */
  default Optional<T> result() {
    return switch (this) {
      case Done<T> done -> Optional.of(done.value());
      case Cancelled<T> _ -> Optional.empty();
    };
  }
}
