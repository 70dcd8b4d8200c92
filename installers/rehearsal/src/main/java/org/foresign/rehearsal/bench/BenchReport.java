package org.foresign.rehearsal.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.foresign.model.text.Spelling;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The rows as a text table and as JSON. */
final class BenchReport {
  private static final String LINE = "%-28s %12s %-5s  %-10s %s";

  private final List<BenchRow> rows;

  BenchReport(List<BenchRow> rows) {
    this.rows = List.copyOf(rows);
  }

  /** One line a row with its note below, then the totals. */
  String table() {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, LINE, "row", "value", "unit", "goal", "").stripTrailing());
    for (BenchRow row : rows) {
      lines.add(line(row));
      if (row.contender() != null) {
        lines.add("    against " + row.contender());
      }
      lines.add("    " + row.note());
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%d hold, %d miss, %d skipped, %d failed",
            rows.stream().filter(BenchRow::holds).count(),
            rows.stream().filter(row -> row.value() != null && !row.holds()).count(),
            rows.stream().filter(BenchRow::isSkipped).count(),
            rows.stream().filter(BenchRow::failed).count()));
    return String.join(System.lineSeparator(), lines);
  }

  /** An array with one object a row: id, value, unit, better, goal, contender, note. */
  String json() {
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(rows.stream().map(BenchReport::object).toList());
  }

  /** Writes {@link #json}, making the folder when it is missing. */
  void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, json() + "\n");
  }

  boolean anyFailed() {
    return rows.stream().anyMatch(BenchRow::failed);
  }

  private static String line(BenchRow row) {
    Measure measure = row.measure();
    String sign =
        switch (measure.better()) {
          case LESS -> "<= ";
          case MORE -> ">= ";
        };
    return String.format(
            Locale.ROOT,
            LINE,
            measure.id(),
            row.value() == null ? "-" : number(row.value()),
            measure.unit(),
            sign + number(measure.goal()),
            verdict(row))
        .stripTrailing();
  }

  private static String verdict(BenchRow row) {
    if (row.failed()) {
      return "failed";
    }
    return row.isSkipped() ? "skipped" : row.holds() ? "holds" : "misses";
  }

  /** Three significant places and more, without the noise behind them. */
  private static String number(double value) {
    int places = value >= 100 ? 1 : value >= 10 ? 2 : 3;
    String fixed = String.format(Locale.ROOT, "%." + places + "f", value);
    return fixed.replaceFirst("\\.?0+$", "");
  }

  private static Map<String, @Nullable Object> object(BenchRow row) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("id", row.measure().id());
    object.put("value", row.value());
    object.put("unit", row.measure().unit());
    object.put("better", Spelling.of(row.measure().better()));
    object.put("goal", row.measure().goal());
    object.put("contender", row.contender());
    object.put("note", row.note());
    return object;
  }
}
