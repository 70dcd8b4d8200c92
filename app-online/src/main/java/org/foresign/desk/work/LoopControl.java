package org.foresign.desk.work;

import java.time.Duration;
import org.foresign.model.work.CancelToken;

/** How a long command waits between two looks, and how it hears that somebody wants it to stop. */
public interface LoopControl extends AutoCloseable {
  /** Cancelled once somebody wants the command to stop. */
  CancelToken token();

  /** Waits; returns at once when somebody wants to stop. */
  void pause(Duration time);

  /** Whether the command is to end between two steps. */
  default boolean asked() {
    return token().isCancelled();
  }

  /** The command has said its last word. */
  @Override
  void close();
}
