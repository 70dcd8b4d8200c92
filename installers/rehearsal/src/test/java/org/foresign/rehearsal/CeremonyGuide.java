package org.foresign.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of an operator's page, in the order in which they stand there. */
final class CeremonyGuide {
  private static final Pattern LINE = Pattern.compile("(vault|desk|third)\\$ +\\./foresign (.*)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

  /** In capitals: what the reader puts something of his own for. */
  private static final Pattern BLANK = Pattern.compile("[A-Z]{3,}");

  private CeremonyGuide() {}

  /**
   * One command.
   *
   * @param section heading that it stands under
   * @param machine at which it is typed: vault, desk or third
   * @param words as they stand on the page, the program's name first
   */
  record Step(String section, String machine, List<String> words) {
    /** Whether it begins with these words. */
    boolean is(String start) {
      return String.join(" ", words).startsWith(start + " ") || isWhole(start);
    }

    private boolean isWhole(String text) {
      return String.join(" ", words).equals(text);
    }

    /** The words with something in place of each blank. */
    List<String> filled(UnaryOperator<String> byName) {
      List<String> filled = new ArrayList<>();
      for (String word : words) {
        filled.add(
            word.equals("ten words")
                ? byName.apply(word)
                : BLANK
                    .matcher(word)
                    .replaceAll(blank -> Matcher.quoteReplacement(byName.apply(blank.group()))));
      }
      return filled;
    }
  }

  static List<Step> steps(Path page) throws IOException {
    List<Step> steps = new ArrayList<>();
    String section = "";
    boolean block = false;
    String joined = "";
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      } else if (line.startsWith("```")) {
        block = !block;
      } else if (block && line.endsWith("\\")) {
        joined += line.substring(0, line.length() - 1);
      } else if (block) {
        steps.add(step(section, joined + line));
        joined = "";
      }
    }
    return steps;
  }

  private static Step step(String section, String line) {
    String command = line.replaceFirst(" +#.*", "").replaceAll(" \\[[^]]*]", "");
    Matcher typed = LINE.matcher(command);
    if (!typed.matches()) {
      throw new AssertionError("not a command: " + line);
    }
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(typed.group(2));
    while (word.find()) {
      words.add(word.group(1) == null ? word.group() : word.group(1));
    }
    return new Step(section, typed.group(1), words);
  }
}
