package org.foresign.model.text;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Numbers as people write them: those that follow one another as from and to. */
public final class Ranges {
  private Ranges() {}

  /** Such as {@code nonces 3 to 7, 9}. */
  public static String nonces(SortedSet<Long> nonces) {
    return (nonces.size() == 1 ? "nonce " : "nonces ") + numbers(nonces);
  }

  /** Such as {@code 3 to 7, 9}. */
  public static String numbers(SortedSet<Long> numbers) {
    TreeMap<Long, Long> runs = new TreeMap<>();
    for (long number : numbers) {
      Map.Entry<Long, Long> last = runs.lastEntry();
      boolean next = last != null && last.getValue() == number - 1;
      runs.put(next ? last.getKey() : number, number);
    }
    return runs.entrySet().stream()
        .map(run ->
            run.getKey().equals(run.getValue())
                ? run.getKey().toString()
                : run.getKey() + " to " + run.getValue())
        .collect(Collectors.joining(", "));
  }
}
