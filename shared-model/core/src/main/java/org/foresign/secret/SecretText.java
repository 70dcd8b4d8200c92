package org.foresign.secret;

import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * One form for secret text that looks the same but is typed differently: a letter with its mark as
 * one character or as two, a blank of another kind. The JDK's normaliser answers in Strings, which
 * can't be wiped; so it is asked letter by letter, none of its Strings holds more than one letter
 * with its marks, and none at all is made for ASCII. Every array is the caller's to wipe.
 */
public final class SecretText {
  // One char grows to at most 3 in NFC and 18 in NFKD (UAX #15, section 12).
  private static final int MOST_COMPOSED = 3;
  private static final int MOST_DECOMPOSED = 18;

  private SecretText() {}

  /**
   * The form of passphrases, that of the profile OpaqueString in RFC 8265: blanks of other kinds
   * become U+0020, then NFC. What that profile forbids is not refused here.
   */
  static char[] opaque(char[] text) {
    char[] spaced = text.clone();
    try {
      for (int i = 0; i < spaced.length; i++) {
        if (Character.getType(spaced[i]) == Character.SPACE_SEPARATOR) {
          spaced[i] = ' ';
        }
      }
      return normalized(spaced, Normalizer.Form.NFC, MOST_COMPOSED);
    } finally {
      Arrays.fill(spaced, '\0');
    }
  }

  /** NFKD, which BIP-39 asks for. */
  public static char[] decomposed(char[] text) {
    return normalized(text, Normalizer.Form.NFKD, MOST_DECOMPOSED);
  }

  private static char[] normalized(char[] text, Normalizer.Form form, int most) {
    char[] room = new char[text.length * most];
    int length = 0;
    try {
      int start = 0;
      while (start < text.length) {
        if (text[start] < 0x80 && (start + 1 == text.length || text[start + 1] < 0x80)) {
          room[length++] = text[start++];
          continue;
        }
        int end = clusterEnd(text, start);
        String normal = Normalizer.normalize(CharBuffer.wrap(text, start, end - start), form);
        normal.getChars(0, normal.length(), room, length);
        length += normal.length();
        start = end;
      }
      return Arrays.copyOf(room, length);
    } finally {
      Arrays.fill(room, '\0');
    }
  }

  /**
   * A letter and what may join it: nothing before such an end ever joins or passes what follows.
   */
  private static int clusterEnd(char[] text, int start) {
    int end = start + Character.charCount(Character.codePointAt(text, start));
    while (end < text.length && joins(Character.codePointAt(text, end))) {
      end += Character.charCount(Character.codePointAt(text, end));
    }
    return end;
  }

  /**
   * Whether NFC may join this character to the one before it, or order it among marks: marks,
   * Hangul vowels and finals, and the vowel signs of Kirat Rai, which Unicode counts as letters.
   */
  private static boolean joins(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || (codePoint >= 0x1160 && codePoint <= 0x11ff)
        || (codePoint >= 0x16d63 && codePoint <= 0x16d6a);
  }
}
