package org.foresign.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every class that the page names exists, so that a rename or a move takes the page along. */
class BatchTravelPageTest {
  private static final Path ROOT = Path.of(System.getProperty("foresign.root"));
  private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z0-9]*)`");

  private static Set<String> named(String page) {
    Set<String> names = new TreeSet<>();
    Matcher name = CLASS.matcher(page);
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }

  private static Set<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .map(file -> ROOT.relativize(file).toString())
          .filter(file -> file.endsWith(".java") && file.contains("src/"))
          .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - 5))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void everyClassOfThePageExists() throws IOException {
    Set<String> named = named(Files.readString(ROOT.resolve("docs/dev/how-a-batch-travels.md")));

    assertThat(named).hasSizeGreaterThan(60).contains("BatchPlanner", "Burner");
    assertThat(sources()).containsAll(named);
  }

  @Test
  void aNameThatIsGoneIsFound() throws IOException {
    assertThat(named("It goes to `NoSuchStep` and `BatchPlanner`, not to `no code`."))
        .containsExactly("BatchPlanner", "NoSuchStep");
    assertThat(sources()).contains("BatchPlanner").doesNotContain("NoSuchStep");
  }
}
