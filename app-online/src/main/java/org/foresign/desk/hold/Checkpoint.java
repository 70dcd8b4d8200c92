package org.foresign.desk.hold;

/**
 * Hears of each point around a write, so that a crash test can stop a process there. It decides
 * nothing; production passes {@link #NONE}.
 */
@FunctionalInterface
public interface Checkpoint {
  Checkpoint NONE = point -> {};

  /** The process has come to this point; names are those of the class that calls. */
  void reached(String point);
}
