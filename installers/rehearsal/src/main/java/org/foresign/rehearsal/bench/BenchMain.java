package org.foresign.rehearsal.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Entry point of {@code ./foresign bench}. */
@Command(
    name = "bench",
    description = {
      "Measures speed, memory and sizes beside what one would use instead, in the same run.",
      "Exit codes: 0 measured, whether the goals hold or not; 1 a row failed; 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
public final class BenchMain implements Callable<Integer> {
  private final List<Bench> benches;
  private final Path latest;
  private final PrintStream out;
  private final PrintStream progress;

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Rows, or how their ids start; all when none is given.")
  private List<String> prefixes = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the rows to this file too.")
  private @Nullable Path json;

  BenchMain(List<Bench> benches, Path latest, PrintStream out, PrintStream progress) {
    this.benches = List.copyOf(benches);
    this.latest = latest;
    this.out = out;
    this.progress = progress;
  }

  public static void main(String[] args) {
    Path root = Path.of(System.getProperty("foresign.root", ".")).toAbsolutePath().normalize();
    Places places = new Places(root);
    List<Bench> benches =
        List.of(
            new SignBench(),
            new JudgeBench(places),
            new StoreBench(),
            new TripBench(places),
            new BytesBench());
    BenchMain bench = new BenchMain(benches, places.latest(), System.out, System.err);
    System.exit(new CommandLine(bench).setExpandAtFiles(false).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Set<Measure> wanted;
    try {
      wanted = Measure.select(prefixes);
    } catch (IllegalArgumentException e) {
      progress.println("No row starts with '" + e.getMessage() + "'. The rows are:");
      EnumSet.allOf(Measure.class).forEach(measure -> progress.println("  " + measure.id()));
      return CommandLine.ExitCode.USAGE;
    }
    progress.println(machine());
    List<BenchRow> rows = new ArrayList<>();
    for (Bench bench : benches) {
      Set<Measure> some = EnumSet.copyOf(wanted);
      some.retainAll(bench.measures());
      if (!some.isEmpty()) {
        progress.println("measuring " + String.join(", ", some.stream().map(Measure::id).toList()));
        rows.addAll(measure(bench, some).stream().map(BenchMain::withLoad).toList());
        new BenchReport(rows).write(latest); // kept even if a later one breaks off
      }
    }
    BenchReport report = new BenchReport(rows);
    out.println(report.table());
    report.write(latest);
    if (json != null) {
      report.write(json);
    }
    return report.anyFailed() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private static List<BenchRow> measure(Bench bench, Set<Measure> wanted)
      throws InterruptedException {
    String reason;
    try {
      return bench.run(wanted);
    } catch (ProblemException e) {
      reason = e.problem().toString();
    } catch (IOException e) {
      reason = e.toString();
    }
    String why = reason;
    return wanted.stream().map(measure -> BenchRow.failed(measure, why)).toList();
  }

  /** A measured time of a busy machine says so, also where only the JSON is read. */
  private static BenchRow withLoad(BenchRow row) {
    String busy = busy();
    boolean timed = row.measure().unit().equals("s") || row.measure().unit().equals("ratio");
    return row.value() == null || !timed || busy.isEmpty()
        ? row
        : BenchRow.of(row.measure(), row.value(), row.contender(), row.note() + "; " + busy);
  }

  /** Empty unless more wants to run than there are processors. */
  private static String busy() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    double load = system.getSystemLoadAverage();
    return load > system.getAvailableProcessors()
        ? String.format(
            Locale.ROOT, "busy machine: load %.1f on %d", load, system.getAvailableProcessors())
        : "";
  }

  private static String machine() {
    return Runtime.getRuntime().availableProcessors()
        + " processors, Java "
        + Runtime.version()
        + (busy().isEmpty() ? "" : "; " + busy() + ": trust the ratios, not the seconds");
  }
}
