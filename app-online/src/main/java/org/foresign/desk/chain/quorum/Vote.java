package org.foresign.desk.chain.quorum;

/** What one endpoint contributes to a decision. */
public sealed interface Vote<T> {
  String endpoint();

  /** A usable answer. */
  record Answered<T>(String endpoint, T value) implements Vote<T> {}

  /** None, and why. */
  record Silent<T>(String endpoint, String why) implements Vote<T> {}
}
