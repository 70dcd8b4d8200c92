package org.foresign.model.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that somebody meant who wrote another one. */
public final class NearName {
  /** A name of ours has 40 bytes; what is much longer is near none. */
  private static final int LONGEST = 80;

  private NearName() {}

  /**
   * The nearest of the known names; empty if none is near, or two are equally near: a guess between
   * two recipients would be worse than none.
   */
  public static Optional<String> of(String written, Collection<String> known) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = plain(written);
    int best = Math.max(1, plain.length() / 4) + 1;
    Optional<String> nearest = Optional.empty();
    for (String name : known) {
      int distance = Slips.between(plain, plain(name));
      if (distance < best) {
        best = distance;
        nearest = Optional.of(name);
      } else if (distance == best) {
        nearest = Optional.empty();
      }
    }
    return nearest;
  }

  /** The end of a sentence: {@code ; did you mean "Custodian"?}, or nothing. */
  public static String hint(String written, Collection<String> known) {
    return of(written, known).map(name -> "; did you mean \"" + name + "\"?").orElse("");
  }

  private static String plain(String name) {
    return name.replaceAll("[\\p{Z}\\p{C}]+", " ").strip().toLowerCase(Locale.ROOT);
  }
}
