package org.foresign.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

class ShownTextTest {
  @Test
  void showsWhatActsAsItsCode() {
    shows("\u001b[2J", "<U+001B>[2J");
    shows("a\u009b31m", "a<U+009B>31m");
    shows("a\u007f", "a<U+007F>");
    shows("one\r\ntwo", "one<U+000D><U+000A>two");
    shows("a\tb", "a<U+0009>b");
    shows("\u202e1 ETH", "<U+202E>1 ETH");
    shows("a\u2066b", "a<U+2066>b");
    shows("a\u200bb", "a<U+200B>b");
    shows("a\u2028b", "a<U+2028>b");
    shows("a\ufeffb", "a<U+FEFF>b");
    shows("a\u00a0b", "a<U+00A0>b");
    shows("a\ud800b", "a<U+D800>b");
    shows("a\ue000b", "a<U+E000>b");
    shows("a\udb40\udc41b", "a<U+E0041>b");
    shows("a\u3164b", "a<U+3164>b");
    shows("e\u0301e\u0301\u0301\u0301\u0301", "e\u0301e\u0301\u0301\u0301<U+0301>");
    shows("Zürich 東京", "Zürich 東京");
  }

  private static void shows(String text, String shown) {
    assertThat(ShownText.line(text)).isEqualTo(shown);
    assertThat(ShownText.foreign(text)).isEqualTo(shown);
  }

  @Test
  void onlyForeignTextIsCutAndKeptFromTurningTheLine() {
    String hebrew = "\u05d0";
    assertThat(ShownText.line(hebrew)).isEqualTo(hebrew);
    assertThat(ShownText.foreign(hebrew)).isEqualTo("<U+05D0>");
    String many = "x".repeat(ShownText.MOST_SIGNS + 7);
    assertThat(ShownText.line(many)).isEqualTo(many);
    assertThat(ShownText.foreign(many))
        .hasSizeLessThan(many.length() + 20)
        .endsWith("x... and 7 more");
  }

  @Test
  void jsonKeepsItsMeaning() {
    assertThat(ShownText.json("{\"a\":\"\u009bx\u202e\ud83d\ude00\u007f\"}"))
        .isEqualTo("{\"a\":\"\\u009bx\\u202e\ud83d\ude00\\u007f\"}");
    assertThat(ShownText.json("{}")).isEqualTo("{}");
  }

  @Test
  void noTextWhateverLeavesSomethingThatActs() {
    Seeds.check(
        500,
        random -> {
          int[] signs = random.ints(40, 0, 0x3000).toArray();
          String text = new String(signs, 0, signs.length);
          for (String shown :
              new String[] {ShownText.line(text), ShownText.foreign(text), ShownText.json(text)}) {
            assertThat(shown.codePoints().noneMatch(ShownTextTest::acts)).as(shown).isTrue();
          }
        });
  }

  @Test
  void aProblemShowsItsDetailsSafely() {
    assertThat(Problem.of(Code.ODD, "a\u001b[1m\nb", "c").happened())
        .isEqualTo("It is odd. (a<U+001B>[1m<U+000A>b; c)");
  }

  /** By the ranges of the standards, not by the classes that the program asks. */
  private static boolean acts(int sign) {
    return sign < 0x20
        || (sign >= 0x7f && sign <= 0x9f)
        || sign == 0x61c
        || (sign >= 0x200b && sign <= 0x200f)
        || (sign >= 0x2028 && sign <= 0x202e)
        || (sign >= 0x2060 && sign <= 0x206f)
        || sign == 0xfeff;
  }

  private enum Code implements ProblemCode {
    ODD;

    @Override
    public String happened() {
      return "It is odd.";
    }

    @Override
    public String safe() {
      return "";
    }

    @Override
    public String next() {
      return "";
    }
  }
}
