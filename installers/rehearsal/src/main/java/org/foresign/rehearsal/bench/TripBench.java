package org.foresign.rehearsal.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The main job as it is really run: two processes by the launcher, 100 nonces with three stake
 * tiers and three cancel tiers each. One trip; its own steps say how long they took.
 */
record TripBench(Places places) implements Bench {
  /** The development mnemonic that the shared deposits pay to; everybody knows it. */
  private static final String MNEMONIC =
      "test test test test test test test test test test test junk";

  private static final long MINUTES = 20;
  private static final long STOP_SECONDS = 10;

  @Override
  public Set<Measure> measures() {
    return EnumSet.of(
        Measure.TRIP_PLAN, Measure.TRIP_SIGN, Measure.TRIP_IMPORT, Measure.TRIP_MEMORY);
  }

  @Override
  public List<BenchRow> run(Set<Measure> wanted) throws IOException, InterruptedException {
    Optional<Path> deposits = places.deposits();
    if (deposits.isEmpty()) {
      return skip(wanted, "shared data absent");
    }
    if (!Files.isExecutable(places.launcher())) {
      return skip(wanted, "there is no launcher at " + places.launcher());
    }
    Path folder = Files.createTempDirectory("foresign-bench");
    try {
      return measure(wanted, deposits.get(), folder);
    } finally {
      for (String name : List.of("mnemonic", "out", "err")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    }
  }

  private List<BenchRow> measure(Set<Measure> wanted, Path deposits, Path folder)
      throws IOException, InterruptedException {
    Path mnemonic = Files.writeString(folder.resolve("mnemonic"), MNEMONIC + "\n");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
            places.launcher().toString(),
            "practice",
            "--headless",
            "--json",
            "--network",
            "hoodi",
            "--deposit-data",
            deposits.toString(),
            "--account-mnemonic-file",
            mnemonic.toString(),
            "--account-index",
            "0",
            "--nonces",
            "100",
            "--tiers",
            "3");
    builder.environment().put("FORESIGN_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("FORESIGN_NO_BUILD", "1");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        return fail(wanted, "practice was stopped after " + MINUTES + " minutes");
      }
    } finally {
      stop(process);
    }
    Optional<TripResult> result = TripResult.ofOutput(Files.readString(out));
    if (result.isEmpty()) {
      return fail(wanted, "practice exited with " + process.exitValue() + ": " + lastLine(err));
    }
    return rows(wanted, result.get());
  }

  /** The wanted rows of a trip that answered. */
  static List<BenchRow> rows(Set<Measure> wanted, TripResult result) {
    List<BenchRow> rows = new ArrayList<>();
    for (Measure measure : wanted) {
      Optional<Double> value =
          switch (measure) {
            case TRIP_PLAN -> result.seconds("planned");
            case TRIP_SIGN -> result.seconds("judged", "signed");
            case TRIP_IMPORT -> result.seconds("imported");
            case TRIP_MEMORY -> result.largestRss();
            default -> throw new IllegalArgumentException("no row of a trip: " + measure.id());
          };
      rows.add(
          value
              .map(number -> BenchRow.of(measure, number, null, note(measure, result)))
              .orElseGet(
                  () -> BenchRow.failed(measure, "practice did not say; " + result.problem())));
    }
    return rows;
  }

  private static String note(Measure measure, TripResult result) {
    String trip = result.ok() ? "one trip" : "one trip, which ended early: " + result.problem();
    return switch (measure) {
      case TRIP_MEMORY -> trip + ", " + result.rss();
      default -> trip + ", " + result.count("signed") + " leaves signed, after JVM start";
    };
  }

  private static List<BenchRow> skip(Set<Measure> wanted, String reason) {
    return wanted.stream().map(measure -> BenchRow.skipped(measure, reason)).toList();
  }

  private static List<BenchRow> fail(Set<Measure> wanted, String reason) {
    return wanted.stream().map(measure -> BenchRow.failed(measure, reason)).toList();
  }

  private static String lastLine(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    return lines.isEmpty() ? "no message" : lines.getLast();
  }

  /** Ends the process and what it started. */
  private static void stop(Process process) throws InterruptedException {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    started.forEach(ProcessHandle::destroy);
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
