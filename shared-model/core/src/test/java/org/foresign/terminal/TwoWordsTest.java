package org.foresign.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.crypto.TypedWordsProblem;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;

class TwoWordsTest {
  /** The words of the zero digest in docs/spec/words.md. */
  private static final List<String> TEN =
      List.of(
          "banish reaction polygraph cahoots coveted chaps guy trilogy rasping laziness"
              .split(" "));

  private static final Pattern PLACES = Pattern.compile("Word (\\d+) and word (\\d+), from paper");

  private final SecureRandom random = new SecureRandom();

  /** Which two words a question asks for. */
  private static String right(TwoWords two) throws ProblemException {
    ScriptedPrompt prompt = new ScriptedPrompt("");
    two.ask(prompt, "paper");
    Matcher places = PLACES.matcher(prompt.asked.getFirst());
    assertThat(places.matches()).isTrue();
    int one = Integer.parseInt(places.group(1));
    int other = Integer.parseInt(places.group(2));
    assertThat(one).isBetween(1, other - 1);
    assertThat(other).isLessThanOrEqualTo(10);
    return TEN.get(one - 1) + " " + TEN.get(other - 1);
  }

  @Test
  void onlyTheTwoWordsInTheirOrderAreRight() throws Exception {
    for (int i = 0; i < 50; i++) {
      TwoWords two = TwoWords.of(TEN, random);
      String right = right(two);
      String[] each = right.split(" ");
      assertThat(two.ask(new ScriptedPrompt("  " + right.toUpperCase() + " "), "paper").right())
          .isTrue();
      for (String wrong :
          List.of(each[1] + " " + each[0], each[0] + " " + each[0], "abacus zoom")) {
        TwoWords.Answer answer = two.ask(new ScriptedPrompt(wrong, wrong, wrong), "paper");
        assertThat(answer.right()).isFalse();
        assertThat(answer.typed()).isEqualTo(List.of(wrong.split(" ")));
      }
    }
  }

  @Test
  void nothingAndYesAreNoAnswer() throws Exception {
    TwoWords two = TwoWords.of(TEN, random);
    assertThat(two.ask(new ScriptedPrompt(""), "paper"))
        .isEqualTo(new TwoWords.Answer(false, List.of()));
    for (String slip : List.of("yes", "y", TEN.getFirst(), String.join(" ", TEN))) {
      assertThatThrownBy(() -> two.ask(new ScriptedPrompt(slip, slip, slip), "paper"))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isInstanceOf(TypedWordsProblem.class));
    }
  }

  @Test
  void aSlipIsAskedAgainAndAMiscountToo() throws Exception {
    TwoWords two = TwoWords.of(TEN, random);
    ScriptedPrompt prompt = new ScriptedPrompt("bannish reaction", "abacus zoom", right(two));
    assertThat(two.ask(prompt, "paper").right()).isTrue();
    assertThat(prompt.asked).hasSize(3).containsOnly(prompt.asked.getFirst());
    assertThat(prompt.shown.toString()).contains("did you mean 'banish'?");
    // Who sees that they do not fit says so by leaving it open.
    assertThat(two.ask(new ScriptedPrompt("abacus zoom", ""), "paper"))
        .isEqualTo(new TwoWords.Answer(false, List.of("abacus", "zoom")));
  }

  @Test
  void thePageDoesNotHoldTheAnswer() throws Exception {
    for (int i = 0; i < 50; i++) {
      TwoWords two = TwoWords.of(TEN, random);
      List<String> page = List.of("first", "words: " + String.join(" ", TEN) + " (ten)");
      List<String> shown = two.leaveOut(page);
      assertThat(shown.getFirst()).isEqualTo("first");
      String[] right = right(two).split(" ");
      assertThat(List.of(shown.get(1).split(" "))).doesNotContain(right);
      assertThat(shown.get(1).replaceFirst("____", right[0]).replaceFirst("____", right[1]))
          .isEqualTo(page.get(1));
    }
  }

  @Test
  void whichWordsAreAskedForCannotBeKnownBefore() throws Exception {
    Set<String> asked = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      asked.add(right(TwoWords.of(TEN, random)));
    }
    assertThat(asked).hasSize(45); // every pair; one is missing once in 10^18 runs
  }

  @Test
  void wordsOfTheLineAboveHaveTheirNumbers() {
    assertThat(TwoWords.of(TEN, random).numbered())
        .startsWith("words:  1 banish  2 reaction  3 polygraph")
        .endsWith("  10 laziness");
  }
}
