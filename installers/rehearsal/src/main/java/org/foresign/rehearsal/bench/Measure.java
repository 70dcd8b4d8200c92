package org.foresign.rehearsal.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The rows of the table, with the goals that each release must hold at least. */
enum Measure {
  SIGN_NATIVE("sign.native_vs_web3j", "ratio", Better.MORE, 12),
  SIGN_CHECKED("sign.checked_vs_web3j", "ratio", Better.MORE, 4.5),
  SIGN_FALLBACK("sign.fallback_vs_web3j", "ratio", Better.MORE, 3.5),
  JUDGE_DEPOSITS("judge.deposits500_s", "s", Better.LESS, 0.2),
  JUDGE_VERSUS_BLST("judge.deposits_vs_blst_npm", "ratio", Better.MORE, 3),
  STORE_LOAD("store.load100k_ratio", "ratio", Better.LESS, 1.5),
  STORE_BIND("store.bind100k_s", "s", Better.LESS, 2),
  TRIP_PLAN("trip.plan600_s", "s", Better.LESS, 0.3),
  TRIP_SIGN("trip.sign600_s", "s", Better.LESS, 0.35),
  TRIP_IMPORT("trip.import600_s", "s", Better.LESS, 0.15),
  TRIP_MEMORY("trip.rss_mb", "MB", Better.LESS, 260),
  BYTES_SIGNED("bytes.signed_per_leaf", "bytes", Better.LESS, 64.2),
  BYTES_REQUEST("bytes.request_300", "bytes", Better.LESS, 460);

  /** Which way is an improvement. */
  enum Better {
    LESS,
    MORE
  }

  private final String id;
  private final String unit;
  private final Better better;
  private final double goal;

  Measure(String id, String unit, Better better, double goal) {
    this.id = id;
    this.unit = unit;
    this.better = better;
    this.goal = goal;
  }

  /** The stable name of the row. */
  String id() {
    return id;
  }

  String unit() {
    return unit;
  }

  Better better() {
    return better;
  }

  double goal() {
    return goal;
  }

  /** Whether a value is at least as good as the goal. */
  boolean holds(double value) {
    return switch (better) {
      case LESS -> value <= goal;
      case MORE -> value >= goal;
    };
  }

  /**
   * The rows whose id starts with one of {@code prefixes}, in table order; all when none is given.
   *
   * @throws IllegalArgumentException naming the prefix that no row starts with
   */
  static Set<Measure> select(List<String> prefixes) {
    if (prefixes.isEmpty()) {
      return EnumSet.allOf(Measure.class);
    }
    Set<Measure> selected = EnumSet.noneOf(Measure.class);
    for (String prefix : prefixes) {
      List<Measure> found =
          Arrays.stream(values()).filter(measure -> measure.id.startsWith(prefix)).toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException(prefix);
      }
      selected.addAll(found);
    }
    return selected;
  }
}
