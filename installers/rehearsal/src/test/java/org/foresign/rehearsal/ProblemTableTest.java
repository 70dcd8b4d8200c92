package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemTable;
import org.foresign.model.problem.ProblemTable.Sentences;
import org.junit.jupiter.api.Test;

/**
 * Every problem of both programs stands in docs/operator/problems.md, in the very words that the
 * programs print, beside the situation in which somebody meets it. Whoever adds or rewords a
 * problem reads both together.
 */
class ProblemTableTest {
  private static final Path PAGE =
      Path.of(System.getProperty("foresign.root")).resolve("docs/operator/problems.md");

  /** One line of the page. */
  private record Row(
      String code, String happened, String when, String risk, String next, String exit) {
    static Row of(String line) {
      String[] cells = line.strip().split(" \\| ", -1);
      assertThat(cells).as(line).hasSize(6);
      String first = cells[0].replaceFirst("^\\| ", "");
      String last = cells[5].replaceFirst(" \\|$", "");
      return new Row(first.replace("`", ""), cells[1], cells[2], cells[3], cells[4], last);
    }
  }

  private static List<ProblemCode> codes() {
    List<ProblemCode> codes = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.foresign")) {
      if (type.isEnum() && type.isAssignableTo(ProblemCode.class)) {
        for (Object constant : type.reflect().getEnumConstants()) {
          codes.add((ProblemCode) constant);
        }
      }
    }
    assertThat(codes).hasSizeGreaterThan(300);
    return codes;
  }

  @Test
  void eachCodeHasItsSentencesInOneTableAndNoTableHasOthers() throws IOException {
    Map<ProblemTable, Set<String>> ids = new IdentityHashMap<>();
    for (ProblemCode code : codes()) {
      ids.computeIfAbsent(code.table(), _ -> new TreeSet<>()).add(code.id());
      Sentences said = code.table().of(code);
      assertThat(List.of(code.happened(), code.safe(), code.next()))
          .as(code.id())
          .containsExactly(said.happened(), said.safe(), said.next());
    }
    assertThat(ids).hasSize(2);
    ids.forEach((table, known) -> assertThat(table.codes()).hasSameElementsAs(known));
  }

  @Test
  void noRowOfATableStandsTwice() throws IOException {
    try (Stream<Path> files =
        Files.find(
            PAGE.getParent().getParent().getParent(),
            15,
            (file, _) -> file.endsWith(Path.of("problems.properties")) && isSource(file))) {
      List<Path> tables = files.toList();
      assertThat(tables).hasSize(2);
      for (Path table : tables) {
        assertThat(Files.readAllLines(table).stream().filter(line -> line.contains("=")))
            .extracting(line -> line.substring(0, line.indexOf('=')))
            .doesNotHaveDuplicates()
            .hasSizeGreaterThan(20);
      }
    }
  }

  private static boolean isSource(Path file) {
    return file.toString().replace('\\', '/').contains("src/main/resources");
  }

  private static Map<String, Row> rows() throws IOException {
    Map<String, Row> rows = new LinkedHashMap<>();
    try (Stream<String> lines = Files.lines(PAGE)) {
      lines
          .filter(line -> line.startsWith("| `"))
          .map(Row::of)
          .forEach(row -> assertThat(rows.put(row.code(), row)).as(row.code()).isNull());
    }
    return rows;
  }

  @Test
  void everyCodeStandsThereInItsOwnWords() throws IOException {
    Map<String, Row> rows = rows();
    List<String> wanted = new ArrayList<>();
    for (ProblemCode code : codes()) {
      Row row = rows.remove(code.id());
      String when = Optional.ofNullable(row).map(Row::when).orElse("SITUATION");
      String exit = Optional.ofNullable(row).map(Row::exit).orElse("1");
      Row right = new Row(code.id(), code.happened(), when, code.safe(), code.next(), exit);
      if (!right.equals(row)) {
        wanted.add(line(right));
      }
    }
    assertThat(wanted).as("lines that are missing or say something else").isEmpty();
    rows.remove("command-line-wrong");
    rows.remove("program-fault");
    assertThat(rows.keySet()).as("codes that no program has").isEmpty();
  }

  private static String line(Row row) {
    return "| `"
        + row.code()
        + "` | "
        + String.join(" | ", row.happened(), row.when(), row.risk(), row.next(), row.exit())
        + " |";
  }

  @Test
  void noTwoCodesSayTheSameHappened() {
    Map<String, String> headlines = new TreeMap<>();
    Map<String, String> ids = new TreeMap<>();
    for (ProblemCode code : codes()) {
      assertThat(headlines.put(code.happened(), code.id())).as(code.id()).isNull();
      assertThat(ids.put(code.id(), code.happened())).as(code.id()).isNull();
    }
  }

  @Test
  void eachSaysWhatHappenedWhatIsAtRiskAndWhatNext() throws IOException {
    for (ProblemCode code : codes()) {
      for (String sentence : List.of(code.happened(), code.safe(), code.next())) {
        assertThat(sentence).as(code.id()).matches("(?s)['A-Z].{9,}\\.");
      }
      assertThat(code.next()).as(code.id()).isNotEqualTo(code.happened());
    }
    for (Row row : rows().values()) {
      assertThat(row.when()).as(row.code()).hasSizeGreaterThan(10).isNotEqualTo("SITUATION");
      assertThat(row.exit()).as(row.code()).matches("[1-5]( \\(vault\\), [1-5] \\(desk\\))?");
    }
  }
}
