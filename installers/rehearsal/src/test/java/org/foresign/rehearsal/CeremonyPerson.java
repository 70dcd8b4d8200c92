package org.foresign.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.testkit.PseudoTerminal;

/**
 * Two people with a paper sheet: they type commands at a terminal, read what the screen says, and
 * answer each question by it.
 */
final class CeremonyPerson {
  /** Every question that a person may meet; anything else ends in a wait that fails. */
  private static final Pattern QUESTION =
      Pattern.compile(
          "(?<secret>[Pp]assphrase[^\\n:]*: |The same again: )"
              + "|Word (?<one>\\d+) and word (?<two>\\d+), from (?<source>[^\\n:]*): "
              + "|(?<finding>Finding \\d+ of \\d+: )"
              + "|(?<throws>Throws[^\\n:]*: )"
              + "|(?<yes>Type yes: )"
              + "|(?<enter>Press enter; [^\\n]*\\.|Press enter when it is written: )");

  private static final Pattern SHEET = Pattern.compile("head words:? ((?:[a-z-]+ ){9}[a-z-]+)");
  private static final Pattern NUMBERED = Pattern.compile("words:((?: +\\d+ [a-z-]+){10})");
  private static final Pattern CONSENT = Pattern.compile("\\[([a-z-]+)]");
  private static final List<String> THROWS = List.of("123456 ".repeat(10), "65 43 21 ".repeat(7));

  private static final List<String> IN_FOLDER =
      List.of("sh", "-c", "cd \"$1\" && shift && exec \"$@\"", "sh");

  private final Path launcher;
  private final Path userHome;
  private final Path folder;
  private final Map<String, List<String>> places;
  private final Map<String, String> passphrases;
  private final List<String> transcript = new ArrayList<>();
  private String otherScreen = "";
  private String sheet = "";
  private int commands;
  private int secrets;
  private int readings;

  /**
   * @param userHome of the machines' user
   * @param folder where the commands are typed
   * @param places what to put before a command, by machine
   * @param passphrases by program
   */
  CeremonyPerson(
      Path launcher,
      Path userHome,
      Path folder,
      Map<String, List<String>> places,
      Map<String, String> passphrases) {
    this.launcher = launcher;
    this.userHome = userHome;
    this.folder = folder;
    this.places = Map.copyOf(places);
    this.passphrases = Map.copyOf(passphrases);
  }

  /** What a command showed, and how it ended. */
  record Ended(int exit, String screen) {
    Ended fine() {
      return with(0);
    }

    Ended with(int code) {
      assertThat(exit).as(screen).isEqualTo(code);
      return this;
    }

    /** The first group of the last place that fits. */
    String found(String pattern) {
      Matcher matcher = Pattern.compile(pattern).matcher(screen);
      String last = null;
      while (matcher.find()) {
        last = matcher.group(1);
      }
      assertThat(last).as(pattern + " in " + screen).isNotNull();
      return last;
    }
  }

  /** From now on the other screen shows these ten words. */
  void seesElsewhere(String tenWords) {
    otherScreen = tenWords;
  }

  /**
   * Types a command and answers until it ends.
   *
   * @param machine where, one of the places
   * @param words of the command line, the program's name first
   */
  Ended type(String machine, List<String> words) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(words);
    commands++;
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", userHome.toString());
    environment.put("FORESIGN_NO_BUILD", "1");
    environment.put("FORESIGN_JAVA_HOME", System.getProperty("java.home"));
    List<String> place = new ArrayList<>(places.get(machine));
    place.addAll(IN_FOLDER);
    place.add(folder.toString());
    StringBuilder read = new StringBuilder();
    try (PseudoTerminal terminal = PseudoTerminal.start(place, command, environment, List.of())) {
      for (Optional<String> shown = terminal.awaitOrEnd(QUESTION);
          shown.isPresent();
          shown = terminal.awaitOrEnd(QUESTION)) {
        read.append(shown.get());
        Matcher question = QUESTION.matcher(shown.get());
        assertThat(question.find()).isTrue();
        answer(terminal, words.getFirst(), question, read.toString());
      }
      int exit = terminal.awaitExit();
      Ended ended = new Ended(exit, terminal.screen());
      transcript.add(
          machine
              + "$ ./foresign "
              + String.join(" ", words)
              + "\n"
              + (words.contains("seed") ? "(seed words)\n" : ended.screen()));
      Matcher noted = SHEET.matcher(ended.screen());
      while (noted.find()) {
        sheet = noted.group(1);
      }
      return ended;
    }
  }

  private void answer(PseudoTerminal terminal, String program, Matcher question, String page) {
    if (question.group("secret") != null) {
      secrets++;
      terminal.type(passphrases.get(program));
    } else if (question.group("source") != null) {
      readings++;
      List<String> ten = ten(question.group("source"), page);
      terminal.type(word(ten, question.group("one")) + " " + word(ten, question.group("two")));
    } else if (question.group("finding") != null) {
      terminal.type(consent(page));
    } else if (question.group("throws") != null) {
      terminal.type(THROWS.get(question.group("throws").contains("so far") ? 1 : 0));
    } else {
      terminal.type(question.group("yes") != null ? "yes" : "");
    }
  }

  private List<String> ten(String source, String page) {
    String words;
    if (source.contains("sheet")) {
      words = sheet;
    } else if (source.contains("screen")) {
      words = otherScreen;
    } else {
      Matcher numbered = NUMBERED.matcher(page);
      assertThat(numbered.find()).as(page).isTrue();
      words = numbered.group(1).replaceAll(" +\\d+ ", " ").strip();
    }
    assertThat(words.split(" ")).as(source).hasSize(10);
    return List.of(words.split(" "));
  }

  private static String word(List<String> ten, String place) {
    return ten.get(Integer.parseInt(place) - 1);
  }

  /** The finding that the page names in brackets. */
  private static String consent(String page) {
    Matcher named = CONSENT.matcher(page);
    assertThat(named.find()).as(page).isTrue();
    return named.group(1);
  }

  int commands() {
    return commands;
  }

  /** Passphrases typed. */
  int secrets() {
    return secrets;
  }

  /** Questions that were answered by two words. */
  int readings() {
    return readings;
  }

  String transcript() {
    return String.join("\n", transcript);
  }
}
