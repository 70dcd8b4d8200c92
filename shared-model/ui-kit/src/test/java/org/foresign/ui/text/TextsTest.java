package org.foresign.ui.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.foresign.ui.check.SameTexts;
import org.foresign.ui.control.LeafMark;
import org.junit.jupiter.api.Test;

class TextsTest {
  private final Texts english = Texts.of(Language.ENGLISH);
  private final Texts german = Texts.of(Language.GERMAN);

  @Test
  void bothLanguagesSayTheSameWithTheSamePlaces() {
    assertThat(SameTexts.faults()).isEmpty();
  }

  @Test
  void noTwoStatesHaveOneWord() {
    for (Texts texts : List.of(english, german)) {
      List<String> words = new ArrayList<>();
      for (LeafMark mark : LeafMark.values()) {
        words.add(texts.get(mark.key()));
      }
      assertThat(words).doesNotHaveDuplicates().hasSize(17);
    }
  }

  @Test
  void aNumberHasTheRightFormOfItsNoun() {
    assertThat(english.count("time.days", 1)).isEqualTo("1 day");
    assertThat(german.count("time.days", 1_200)).isEqualTo("1\u00a0200 Tage");
  }

  @Test
  void whatIsPutInIsNotReadAsAPlace() {
    assertThat(english.get("progress.of", "{1}", "{0}")).isEqualTo("{1} of {0}");
  }

  @Test
  void aMissingTextIsAFault() {
    assertThatThrownBy(() -> english.get("no.such"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no.such");
  }
}
