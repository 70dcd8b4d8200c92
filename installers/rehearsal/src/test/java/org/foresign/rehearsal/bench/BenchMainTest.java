package org.foresign.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.StoreProblem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchMainTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
  private final List<Set<Measure>> asked = new ArrayList<>();
  private Path latest;

  @BeforeEach
  void place() {
    latest = folder.resolve("build/bench/latest.json");
  }

  @Test
  void asksOnlyForTheWantedRows() throws IOException {
    assertThat(bench(known(EnumSet.allOf(Measure.class)), "bytes")).isZero();

    assertThat(asked).containsExactly(EnumSet.of(Measure.BYTES_SIGNED, Measure.BYTES_REQUEST));
    assertThat(rows(latest)).hasSize(2);
  }

  @Test
  void doesNotStartABenchWithoutAWantedRow() throws IOException {
    assertThat(bench(known(EnumSet.of(Measure.STORE_LOAD)), "sign")).isZero();

    assertThat(asked).isEmpty();
    assertThat(rows(latest)).isEmpty();
  }

  @Test
  void writesTheSameRowsToTheNamedFile() throws IOException {
    Path file = folder.resolve("rows.json");
    bench(known(EnumSet.of(Measure.STORE_LOAD)), "--json", file.toString());

    JsonNode row = rows(file).get(0);
    assertThat(rows(latest)).isEqualTo(rows(file));
    assertThat(row.propertyNames())
        .containsExactly("id", "value", "unit", "better", "goal", "contender", "note");
    assertThat(row.get("id").asString()).isEqualTo("store.load100k_ratio");
    assertThat(row.get("value").asDouble()).isEqualTo(1.25);
    assertThat(row.get("better").asString()).isEqualTo("less");
    assertThat(row.get("goal").asDouble()).isEqualTo(1.5);
    assertThat(row.get("contender").asString()).isEqualTo("a bare one");
  }

  @Test
  void aSkippedRowHasNoValueButAReason() throws IOException {
    Bench absent =
        bench(
            EnumSet.of(Measure.TRIP_PLAN),
            wanted -> List.of(BenchRow.skipped(Measure.TRIP_PLAN, "shared data absent")));

    assertThat(bench(absent)).isZero();

    assertThat(rows(latest).get(0).get("value").isNull()).isTrue();
    assertThat(rows(latest).get(0).get("contender").isNull()).isTrue();
    assertThat(rows(latest).get(0).get("note").asString()).contains("shared data absent");
    assertThat(text(out)).contains("skipped", "0 hold, 0 miss, 1 skipped, 0 failed");
  }

  @Test
  void aProblemFailsItsRowsAndTheExitCode() throws IOException {
    Bench broken =
        bench(
            EnumSet.of(Measure.STORE_LOAD),
            wanted -> {
              throw Problem.of(StoreProblem.STORE_CORRUPT, "page 7").asException();
            });

    assertThat(bench(broken)).isEqualTo(CommandLine.ExitCode.SOFTWARE);

    assertThat(rows(latest).get(0).get("note").asString()).startsWith("failed").contains("page 7");
    assertThat(text(out)).contains("0 hold, 0 miss, 0 skipped, 1 failed");
  }

  @Test
  void namesTheRowsWhenAPrefixFitsNone() {
    assertThat(bench(known(EnumSet.allOf(Measure.class)), "speed")).isEqualTo(2);

    assertThat(text(progress)).contains("'speed'", "sign.native_vs_web3j", "bytes.request_300");
    assertThat(asked).isEmpty();
    assertThat(latest).doesNotExist();
  }

  @Test
  void printsValueGoalAndVerdictOnOneLine() {
    String table =
        new BenchReport(
                List.of(
                    BenchRow.of(Measure.SIGN_NATIVE, 12.8765, "web3j", "44,000 against 3,417"),
                    BenchRow.of(Measure.JUDGE_DEPOSITS, 0.4321, null, "median of 7"),
                    BenchRow.of(Measure.TRIP_MEMORY, 260, null, "desk and vault")))
            .table();

    assertThat(table.lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsSubsequence(
            "sign.native_vs_web3j 12.88 ratio >= 12 holds",
            "against web3j",
            "44,000 against 3,417",
            "judge.deposits500_s 0.432 s <= 0.2 misses",
            "trip.rss_mb 260 MB <= 260 holds",
            "2 hold, 1 miss, 0 skipped, 0 failed");
  }

  private interface Work {
    List<BenchRow> run(Set<Measure> wanted) throws ProblemException;
  }

  private Bench known(Set<Measure> measures) {
    return bench(
        measures,
        wanted -> {
          asked.add(EnumSet.copyOf(wanted));
          return wanted.stream().map(row -> BenchRow.of(row, 1.25, "a bare one", "noted")).toList();
        });
  }

  private static Bench bench(Set<Measure> measures, Work work) {
    return new Bench() {
      @Override
      public Set<Measure> measures() {
        return measures;
      }

      @Override
      public List<BenchRow> run(Set<Measure> wanted) throws ProblemException {
        return work.run(wanted);
      }
    };
  }

  private int bench(Bench bench, String... arguments) {
    return new CommandLine(
            new BenchMain(List.of(bench), latest, new PrintStream(out), new PrintStream(progress)))
        .execute(arguments);
  }

  private static JsonNode rows(Path file) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
