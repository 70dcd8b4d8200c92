package org.foresign.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** Compared with the JDK's normaliser over whole texts, which may not be used for secrets. */
class SecretTextTest {
  @Test
  void agreesOnEveryCharacterAloneAndBetweenLetters() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (codePoint < 0xd800 || codePoint > 0xdfff) {
        agrees(Character.toString(codePoint));
        agrees("a" + Character.toString(codePoint) + "\u0323e");
      }
    }
  }

  /** Every pair that NFC joins is the decomposition of one character: all of them are tried. */
  @Test
  void joinsWhateverUnicodeJoins() {
    int joined = 0;
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) {
        continue;
      }
      String apart = Normalizer.normalize(Character.toString(codePoint), Form.NFD);
      if (apart.codePointCount(0, apart.length()) > 1) {
        agrees(apart);
        agrees("x" + apart + "\u0301");
        joined++;
      }
    }
    assertThat(joined).isGreaterThan(11_172);
  }

  @Test
  void agreesOnRandomTexts() throws Exception {
    int[] lively = {
      'a', ' ', 0xe4, 0x308, 0x323, 0x301, 0x1100, 0x1161, 0x11a8, 0xac00, 0x212b, 0xfb01, 0x3099,
      0x304b, 0x16d63, 0x16d67, 0x16d68, 0x9be, 0x9c7, 0x1d15f, 0xfdfa, 0x1f71, 0x345, 0x1f600
    };
    Seeds.check(
        20_000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int length = random.nextInt(12); length > 0; length--) {
            text.appendCodePoint(lively[random.nextInt(lively.length)]);
          }
          agrees(text.toString());
        });
  }

  private static void agrees(String text) {
    if (!new String(SecretText.decomposed(text.toCharArray()))
        .equals(Normalizer.normalize(text, Form.NFKD))) {
      throw new AssertionError("NFKD of " + escaped(text));
    }
    StringBuilder spaced = new StringBuilder();
    text.codePoints()
        .forEach(c ->
            spaced.appendCodePoint(Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c));
    if (!new String(SecretText.opaque(text.toCharArray()))
        .equals(Normalizer.normalize(spaced, Form.NFC))) {
      throw new AssertionError("NFC of " + escaped(text));
    }
  }

  private static String escaped(String text) {
    StringBuilder all = new StringBuilder();
    text.codePoints().forEach(c -> all.append(Integer.toHexString(c)).append(' '));
    return all.toString();
  }
}
