package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Texts that people read are in short, natural English: phrases that a native reader stumbles over
 * are refused in what the programs print and in the documents. Accepted decision records stay as
 * they were written.
 */
class PlainEnglishTest {
  private static final Path ROOT = Path.of(System.getProperty("foresign.root"));
  private static final Pattern STUMBLE =
      Pattern.compile(
          "\\bgo(ne|ing) on with\\b|\\bfor ever\\b|\\bcan ?not\\b|\\b(has|have) not (the|a)\\b"
              + "|\\bis off\\b|\\banew\\b|\\bof worth\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Set<String> PROGRAMS = Set.of("foresign", "foresign.cmd");

  @Test
  void noTextMakesAReaderStumble() throws IOException {
    List<String> found = new ArrayList<>();
    int texts = 0;
    for (Path file : files()) {
      String name = ROOT.relativize(file).toString().replace('\\', '/');
      if (isRead(name)) {
        texts++;
        String text = Files.readString(file);
        for (String part : name.endsWith(".java") ? literals(text) : text.lines().toList()) {
          stumbles(part).forEach(words -> found.add(name + ": " + words + " in: " + part));
        }
      }
    }
    assertThat(texts).isGreaterThan(500);
    assertThat(found).isEmpty();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean isRead(String name) {
    if (name.contains("target/") || name.startsWith(".")) {
      return false;
    }
    return PROGRAMS.contains(name)
        || name.equals("README.md")
        || (name.startsWith("docs/") && name.endsWith(".md") && !name.startsWith("docs/adr/"))
        || (name.contains("/src/main/")
            && (name.endsWith(".java") || name.endsWith(".properties")));
  }

  private static List<String> literals(String java) {
    List<String> found = new ArrayList<>();
    Matcher literal = LITERAL.matcher(JOINED.matcher(java.replace("'\"'", "")).replaceAll(""));
    while (literal.find()) {
      found.add(literal.group(1));
    }
    return found;
  }

  private static List<String> stumbles(String text) {
    return STUMBLE.matcher(text).results().map(found -> found.group()).toList();
  }

  @Test
  void findsThePhrasesAlsoInLiteralsThatAreJoined() {
    assertThat(literals("say(\"It is for\"\n        + \" ever.\"); say('\"', \"a\\\"b\");"))
        .contains("It is for ever.", "a\\\"b");
    for (String wrong :
        List.of(
            "It can't be gone on with.",
            "It is for ever.",
            "This cannot be.",
            "It can not be.",
            "It has not the form.",
            "Its time is off.",
            "Plan it anew.",
            "a key of worth")) {
      assertThat(stumbles(wrong)).as(wrong).hasSize(1);
    }
    assertThat(stumbles("for every one that offers it; it can't; go on with it; is switched off"))
        .isEmpty();
  }
}
