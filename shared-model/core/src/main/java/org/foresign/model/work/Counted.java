package org.foresign.model.work;

/** A number with the right form of its noun, for lines that a person reads. */
public final class Counted {
  private Counted() {}

  /** Such as {@code 1 nonce} or {@code 3 nonces}, for nouns that take an s. */
  public static String of(long count, String one) {
    return of(count, one, one + "s");
  }

  /** Such as {@code 1 leaf} or {@code 3 leaves}. */
  public static String of(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
