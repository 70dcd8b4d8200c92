package org.foresign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedWordsTest {
  @Test
  void takesAnyBlanksAndAnyCase() throws ProblemException {
    assertThat(TypedWords.require("  Abacus\tzoom\n  YO-YO ", 3))
        .isEqualTo(List.of("abacus", "zoom", "yo-yo"));
  }

  @ParameterizedTest
  @CsvSource({"abacuss, abacus", "abcaus, abacus", "abacu, abacus", "bannish, banish"})
  void namesTheNearestWordOfASlip(String typed, String meant) {
    Problem problem = refused("zoom " + typed + " zoom", 3);
    assertThat(problem.code()).isEqualTo(TypedWordsProblem.TYPED_WORD_UNKNOWN);
    assertThat(problem.details())
        .singleElement()
        .asString()
        .isEqualTo("word 2 is '" + typed + "', did you mean '" + meant + "'?");
  }

  /** Deviate is one letter away as well, but a letter too much is the rarer slip. */
  @Test
  void takesALetterTooMuchForTheRarerSlip() {
    assertThat(refused("deviater", 1).details())
        .containsExactly("word 1 is 'deviater', did you mean 'deviator'?");
  }

  @Test
  void namesBothWordsThatAreEquallyNearAndNoneOfMore() {
    assertThat(refused("deviat", 1).details())
        .containsExactly("word 1 is 'deviat', did you mean 'deviant' or 'deviate'?");
    assertThat(refused("tone", 1).details()).containsExactly("word 1 is 'tone'");
  }

  @Test
  void namesNoneWhereNoneIsNear() {
    assertThat(refused("qqqqqqqqqq zoom", 2).details()).containsExactly("word 1 is 'qqqqqqqqqq'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[2J", "z\u00f6\u00f6m", "\u202ezoom", "\ud83d\ude00"})
  void repeatsNoForeignSign(String typed) {
    assertThat(refused(typed + " zoom", 2).details().getFirst()).matches("[ -~]*");
  }

  @Test
  void boundsWhatIsRepeatedAndCompared() {
    assertThat(refused("a".repeat(1_000_000), 1).details()).containsExactly("word 1 is no word");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "zoom", "zoom zoom zoom"})
  void wantsTheRightNumberOfThem(String typed) {
    assertThat(refused(typed, 2).code()).isEqualTo(TypedWordsProblem.TYPED_WORDS_COUNT);
  }

  private static Problem refused(String typed, int count) {
    return catchThrowableOfType(ProblemException.class, () -> TypedWords.require(typed, count))
        .problem();
  }
}
