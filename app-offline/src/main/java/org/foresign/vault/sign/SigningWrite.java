package org.foresign.vault.sign;

/** Hears of each moment at which signing has just made something durable; for crash tests. */
@FunctionalInterface
public interface SigningWrite {
  SigningWrite NONE = point -> {};

  /**
   * @param point stable name of the moment, such as {@code claimed}
   */
  void reached(String point);
}
