package org.foresign.rehearsal.bench;

import org.jspecify.annotations.Nullable;

/**
 * One measured line.
 *
 * @param value in the measure's unit, or null when it could not be measured here
 * @param contender what it was compared with in the same run, or null when there is none
 * @param note the absolute figures behind the value, or why there is no value
 * @param failed whether it went wrong, as opposed to not being possible here
 */
record BenchRow(
    Measure measure,
    @Nullable Double value,
    @Nullable String contender,
    String note,
    boolean failed) {
  static BenchRow of(Measure measure, double value, @Nullable String contender, String note) {
    return new BenchRow(measure, value, contender, note, false);
  }

  /** A row that this machine has not the means for. */
  static BenchRow skipped(Measure measure, String reason) {
    return new BenchRow(measure, null, null, "not measured: " + reason, false);
  }

  /** A row whose measurement went wrong. */
  static BenchRow failed(Measure measure, String reason) {
    return new BenchRow(measure, null, null, "failed: " + reason, true);
  }

  boolean isSkipped() {
    return value == null && !failed;
  }

  boolean holds() {
    return value != null && measure.holds(value);
  }
}
