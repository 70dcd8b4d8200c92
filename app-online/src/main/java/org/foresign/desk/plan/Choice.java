package org.foresign.desk.plan;

import java.util.List;

/**
 * Wishes that share their nonces: the first nonce serves the first thing of each, the second the
 * second, and at most one of them will ever land. Where one wish is shorter, the rest of the longer
 * ones goes on without it.
 *
 * @param wishes one, or several that exclude each other
 */
public record Choice(List<Wish> wishes) {
  public Choice {
    wishes = List.copyOf(wishes);
    if (wishes.isEmpty()) {
      throw new IllegalArgumentException("a choice has something to choose");
    }
  }

  /** Wishes of which each nonce serves one. */
  public static Choice of(Wish... wishes) {
    return new Choice(List.of(wishes));
  }
}
