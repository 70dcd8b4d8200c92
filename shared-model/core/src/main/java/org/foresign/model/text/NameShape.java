package org.foresign.model.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a name looks, so that two that people take for one are told apart before money goes to the
 * wrong one. The idea is that of UTS #39 (skeletons, "highly restrictive" scripts); the table is
 * our own and small: Latin letters, digits and the letters of Greek, Cyrillic and Armenian that
 * look like them. It knows no look-alikes within other scripts, such as between two Han signs.
 */
public final class NameShape {
  /** Scripts in everyday use (UAX #31, Table 5), without those that are written right to left. */
  private static final Set<UnicodeScript> EVERYDAY =
      EnumSet.of(
          UnicodeScript.LATIN,
          UnicodeScript.GREEK,
          UnicodeScript.CYRILLIC,
          UnicodeScript.ARMENIAN,
          UnicodeScript.GEORGIAN,
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.HANGUL,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TIBETAN,
          UnicodeScript.ETHIOPIC,
          UnicodeScript.DEVANAGARI,
          UnicodeScript.BENGALI,
          UnicodeScript.GUJARATI,
          UnicodeScript.GURMUKHI,
          UnicodeScript.ORIYA,
          UnicodeScript.TAMIL,
          UnicodeScript.TELUGU,
          UnicodeScript.KANNADA,
          UnicodeScript.MALAYALAM,
          UnicodeScript.SINHALA);

  /** What Latin letters stand beside in ordinary East Asian text: looks like no Latin letter. */
  private static final Set<UnicodeScript> BESIDE_LATIN =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.HANGUL);

  private static final Map<Integer, String> LOOKS = new HashMap<>();

  static {
    // Greek, capitals and small letters; then Cyrillic, then Armenian: UTS #39 confusables.
    like("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγεηικνορστυχω", "ABEZHIKMNOPTYXayenikvopotuxw");
    like("АВЕКМНОРСТУХЅІЈЬЗҮԀԚԜ", "ABEKMHOPCTYXSIJb3YDQW");
    like("аеорсухіјѕһԁԛԝкмнтвьгпиүз", "aeopcyxijshdqwkmhtbbrnuy3");
    like("ՕՍՏԼօսհոց", "OUSLouhng");
    like("ıɩɪɑɡʟøØđĐłŁħĦŋſ", "iiiagloOdDlLhHns");
    like("01|5$@", "ollssa");
  }

  private NameShape() {}

  private static void like(String signs, String latin) {
    for (int i = 0; i < signs.length(); i++) {
      LOOKS.put((int) signs.charAt(i), latin.substring(i, i + 1));
    }
  }

  /** Whether all letters are of one everyday script, or of East Asian ones with Latin. */
  public static boolean ofOneScript(String name) {
    Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
    name.codePoints()
        .mapToObj(UnicodeScript::of)
        .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
        .forEach(scripts::add);
    if (!EVERYDAY.containsAll(scripts)) {
      return false;
    }
    if (scripts.size() <= 1) {
      return true;
    }
    scripts.remove(UnicodeScript.LATIN);
    return BESIDE_LATIN.containsAll(scripts);
  }

  /**
   * The skeleton: names with the same one may be taken for each other. Cases, accents, blanks and
   * punctuation do not count.
   */
  public static String of(String name) {
    StringBuilder shape = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFKD)
        .codePoints()
        .filter(sign -> LOOKS.containsKey(sign) || Character.isLetterOrDigit(sign))
        .forEach(sign -> {
          String look = LOOKS.get(sign);
          if (look == null) {
            shape.appendCodePoint(sign);
          } else {
            shape.append(look);
          }
        });
    String plain =
        shape
            .toString()
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT)
            .replace('i', 'l')
            .replace("rn", "m")
            .replace("vv", "w");
    return plain.isEmpty() ? name : plain;
  }

  public static boolean alike(String one, String other) {
    return of(one).equals(of(other));
  }
}
