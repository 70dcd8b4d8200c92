package org.foresign.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Text has 4.5:1 on every ground that it stands on, marks and edges 3:1 (WCAG 2.2, 1.4.3, 1.4.11).
 */
class ContrastTest {
  private static final List<String> GROUNDS = List.of("window", "surface", "inset", "hover");
  private static final List<String> TONES =
      List.of("blue", "violet", "green", "amber", "red", "grey");

  static Stream<Arguments> looks() {
    return Stream.of(Theme.values())
        .flatMap(theme -> Stream.of(Identity.values()).map(who -> Arguments.of(theme, who)));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void everyTextCanBeReadAndEveryMarkSeen(Theme theme, Identity who) throws IOException {
    Map<String, String> colours = tokens(theme, who);
    List<String> faults = new ArrayList<>();
    for (String ground : GROUNDS) {
      for (String text : List.of("fg", "fg-2", "fg-3", "accent-text")) {
        hold(colours, text, ground, 4.5, faults);
      }
      for (String tone : TONES) {
        hold(colours, tone, ground, 4.5, faults);
        hold(colours, tone + "-mark", ground, 3, faults);
      }
      hold(colours, "line-strong", ground, 3, faults);
      hold(colours, "focus", ground, 3, faults);
    }
    for (String tone : TONES) {
      hold(colours, tone, tone + "-bg", 4.5, faults);
      hold(colours, tone + "-mark", tone + "-bg", 3, faults);
    }
    hold(colours, "accent-fg", "accent", 4.5, faults);
    hold(colours, "accent-fg", "accent-hover", 4.5, faults);
    hold(colours, "accent-text", "accent-bg", 4.5, faults);
    hold(colours, "id-fg", "id", 4.5, faults);
    hold(colours, "id", "id-fg", 4.5, faults);
    hold(colours, "practice-fg", "practice", 4.5, faults);
    hold(colours, "on-alarm", "red-mark", 4.5, faults);
    assertThat(faults).isEmpty();
  }

  @Test
  void theFormulaIsThatOfTheStandard() {
    assertThat(ratio("#000000", "#ffffff")).isBetween(20.99, 21.01);
    assertThat(ratio("#777777", "#ffffff")).isBetween(4.47, 4.49);
  }

  @Test
  void colourStandsInTheTokensAlone() throws IOException {
    String kit = read("kit.css").replaceAll("(?s)/\\*.*?\\*/", "");
    assertThat(
            Pattern.compile("#[0-9a-fA-F]{3,8}\\b|rgba?\\(|: *(white|black)\\b")
                .matcher(kit)
                .find())
        .isFalse();
  }

  private static void hold(
      Map<String, String> colours, String text, String ground, double least, List<String> faults) {
    double ratio = ratio(colours.get("-fs-" + text), colours.get("-fs-" + ground));
    if (ratio < least) {
      faults.add(String.format(Locale.ROOT, "%s on %s has %.2f:1", text, ground, ratio));
    }
  }

  private static Map<String, String> tokens(Theme theme, Identity who) throws IOException {
    String sheet = read("tokens.css");
    String light = theme.name().toLowerCase(Locale.ROOT);
    Map<String, String> colours = new HashMap<>();
    for (String block : List.of(light, light + "." + who.name().toLowerCase(Locale.ROOT))) {
      int from = sheet.indexOf(".root." + block + " ");
      String body = sheet.substring(from, sheet.indexOf('}', from));
      Matcher token = Pattern.compile("(-fs-[a-z0-9-]+): (#[0-9a-f]{6});").matcher(body);
      while (token.find()) {
        colours.put(token.group(1), token.group(2));
      }
    }
    return colours;
  }

  private static String read(String name) throws IOException {
    try (InputStream in = Theme.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static double ratio(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    double sum = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }
}
