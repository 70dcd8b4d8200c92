package org.foresign.signer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresign.signer.local.Vectors.ACCESS;
import static org.foresign.signer.local.Vectors.assertProblem;
import static org.foresign.signer.local.Vectors.mnemonic;
import static org.foresign.signer.local.Vectors.phrase;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** Seed words in the forms that people write them. */
class WrittenWordsTest {
  private static final String GOOD =
      "legal winner thank year wave sausage worth useful legal winner thank yellow";
  private static final List<String> WORDS = List.of(GOOD.split(" "));

  @Test
  void readsBlanksMarksAndLettersOfEveryKind() throws ProblemException {
    List<String> forms =
        List.of(
            "\ufeff" + GOOD,
            GOOD.replace(" ", "\r\n"),
            GOOD.replace(" ", "\t"),
            GOOD.replace(" ", "\u00a0"),
            GOOD.replace(" ", "\u3000"),
            GOOD.replace(" ", "\u2009\u2003"),
            GOOD.replace(" ", "\u1680"),
            GOOD.replace(" ", "\u2028"),
            GOOD.replace(" ", "\u0085"),
            GOOD.replace(" ", "\u200b"),
            GOOD.replace("winner", "win\u00adner").replace("wave", "\u2060wave"),
            GOOD.replace(" ", ", "),
            GOOD.replace(" ", "-"),
            GOOD.replace(" ", " _ "),
            GOOD.replace(" ", "\",\"").replaceAll("^|$", "\""),
            "[\"" + GOOD.replace(" ", "\", \"") + "\"]",
            GOOD.toUpperCase(Locale.ROOT),
            "Legal Winner Thank Year Wave Sausage Worth Useful Legal Winner Thank Yellow.",
            fullWidth(GOOD),
            Normalizer.normalize(GOOD, Normalizer.Form.NFKD),
            GOOD.replace("thank", "\ud835\udc2d\ud835\udc21\ud835\udc1a\ud835\udc27\ud835\udc24"));
    for (String form : forms) {
      reads(form);
    }
  }

  @Test
  void readsTheFirstFourLettersAndAnyMoreOfThem() throws ProblemException {
    for (int letters = 4; letters <= 8; letters++) {
      int kept = letters;
      reads(
          WORDS.stream()
              .map(word -> word.substring(0, Math.min(kept, word.length())))
              .collect(Collectors.joining(" ")));
    }
    Bip39Words list = Bip39Words.english();
    for (int i = 0; i < Bip39Words.COUNT; i++) {
      char[] word = list.word(i).toCharArray();
      for (int letters = 1; letters <= word.length; letters++) {
        int found = list.indexOf(word, 0, letters);
        if (letters >= 4 || letters == word.length) {
          assertThat(found).isEqualTo(i);
        } else if (found >= 0) {
          assertThat(list.word(found)).hasSize(letters);
        }
      }
    }
  }

  @Test
  void readsNumbersAsTheOrder() throws ProblemException {
    for (String form :
        List.of("%d. %s", "%d) %s", "%d %s", "(%d) %s", "%02d: %s", "#%d %s", "%d%s")) {
      reads(numbered(form, IntStream.rangeClosed(1, 12).toArray()));
    }
    reads(numbered("%d\uff0e%s", IntStream.rangeClosed(1, 12).toArray()));
    // A sheet of two columns, read row by row, and one written down in any order.
    reads(numbered("%d. %s", 1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12));
    Seeds.check(
        20,
        random -> {
          List<Integer> order = new ArrayList<>(IntStream.rangeClosed(1, 12).boxed().toList());
          Collections.shuffle(order, new Random(random.nextLong()));
          reads(numbered("%d. %s", order.stream().mapToInt(i -> i).toArray()));
        });
  }

  @Test
  void refusesNumbersThatAreNoOrder() {
    int[][] wrong = {
      {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
      {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11},
      {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}
    };
    for (int[] numbers : wrong) {
      String text =
          IntStream.range(0, 12)
              .mapToObj(i -> numbers[i] + ". " + WORDS.get(i))
              .collect(Collectors.joining(" "));
      assertProblem(KeyProblem.KEY_WORD_NUMBERING, () -> mnemonic(text));
    }
    assertProblem(KeyProblem.KEY_WORD_NUMBERING, () -> mnemonic("1. " + GOOD));
    assertProblem(KeyProblem.KEY_WORD_NUMBERING, () -> mnemonic(GOOD + " 12"));
    assertProblem(KeyProblem.KEY_WORD_NUMBERING, () -> mnemonic("100 " + GOOD));
    assertProblem(KeyProblem.KEY_WORD_NUMBERING, () -> mnemonic("1 1 " + GOOD));
  }

  @Test
  void theChecksumDecidesWhateverTheForm() {
    String swapped =
        numbered("%d. %s", 1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12).replaceAll("\\d", "");
    assertProblem(KeyProblem.KEY_CHECKSUM_WRONG, () -> mnemonic(swapped));
    assertProblem(KeyProblem.KEY_CHECKSUM_WRONG, () -> mnemonic(GOOD.replace("yellow", "zoo")));
  }

  @Test
  void namesThePlacesOfUnknownWordsButNeverTheWords() {
    for (String bad : List.of("legall", "leq", "l\u00e9gal", "zzz", "a", "thanks", "legalwinner")) {
      assertThatThrownBy(() -> mnemonic(GOOD.replaceFirst("thank", bad)))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().code()).isEqualTo(KeyProblem.KEY_WORD_UNKNOWN);
                assertThat(e.problem().details()).containsExactly("word 3");
                assertThat(String.valueOf(e.getMessage())).doesNotContain(" " + bad + " ");
              });
    }
    assertThatThrownBy(() -> mnemonic(GOOD.replace("winner", "winnner")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().details()).containsExactly("word 2", "word 10"));
    assertThatThrownBy(() -> mnemonic(numbered("%d. %s", 12, 2, 1).replace("legal", "lgeal")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().details()).containsExactly("word 1"));
  }

  @Test
  void tellsNearWords() {
    Map<Integer, List<String>> near = new TreeMap<>();
    assertProblem(
        KeyProblem.KEY_WORD_UNKNOWN,
        () ->
            Mnemonic.parse(
                ("lgeal winer thank year wave sausgae worth qqqqqqq legal winner thnak y")
                    .toCharArray(),
                near::put,
                ACCESS));
    assertThat(near).containsOnlyKeys(1, 2, 6, 8, 11, 12);
    assertThat(near.get(1)).startsWith("legal");
    assertThat(near.get(2)).contains("winner");
    assertThat(near.get(6)).containsExactly("sausage");
    assertThat(near.get(8)).isEmpty();
    assertThat(near.get(11)).startsWith("thank");
    assertThat(near.get(12)).isEmpty();
  }

  @Test
  void saysWhatOtherCountsUsuallyAre() {
    assertThatThrownBy(() -> mnemonic(GOOD + " zoo"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().details()).hasSize(2).first().isEqualTo("found 13"));
    assertThatThrownBy(() -> mnemonic("abandon ".repeat(20)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().details().getLast()).contains("SLIP-39"));
  }

  @Test
  void anyTextIsWordsOrAProblem() {
    char[] lively = "abz 19.,\u0661\u0301\ufeff\u200b\ud835\udc2d\u2474\ufb01\n\0".toCharArray();
    Seeds.check(
        3_000,
        random -> {
          StringBuilder text = new StringBuilder(random.nextBoolean() ? GOOD : "");
          for (int i = random.nextInt(40); i > 0; i--) {
            text.insert(random.nextInt(text.length() + 1), lively[random.nextInt(lively.length)]);
          }
          char[] typed = text.toString().toCharArray();
          try (Mnemonic read = Mnemonic.parse(typed, NearWords.NOBODY, ACCESS)) {
            assertThat(phrase(read).split(" ")).hasSize(read.wordCount());
          } catch (ProblemException e) {
            assertThat(e.problem().code()).isInstanceOf(KeyProblem.class);
          }
          assertThat(new String(typed)).isEqualTo("\0".repeat(typed.length));
        });
  }

  private static void reads(String text) throws ProblemException {
    try (Mnemonic read = mnemonic(text)) {
      assertThat(phrase(read)).as(text).isEqualTo(GOOD);
    }
  }

  private static String numbered(String form, int... order) {
    return Arrays.stream(order)
        .mapToObj(number -> form.formatted(number, WORDS.get(number - 1)))
        .collect(Collectors.joining("  "));
  }

  private static String fullWidth(String text) {
    return text.chars()
        .mapToObj(c -> Character.toString(c == ' ' ? 0x3000 : c - 'a' + 0xff41))
        .collect(Collectors.joining());
  }
}
