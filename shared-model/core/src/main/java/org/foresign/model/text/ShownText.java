package org.foresign.model.text;

import java.util.Locale;

/**
 * Makes text harmless before it is printed. What a terminal acts on, what shows as nothing and what
 * changes the order of the signs beside it is written as its code, such as {@code <U+001B>}.
 */
public final class ShownText {
  /** Signs of one foreign text; a longer one is cut, and says so. */
  public static final int MOST_SIGNS = 400;

  /** A letter with accents has one to three; a heap of them covers the lines above and below. */
  private static final int MOST_MARKS = 3;

  private ShownText() {}

  /** A line of ours that may hold foreign text: it stays one line and moves no cursor. */
  public static String line(String text) {
    return shown(text, Integer.MAX_VALUE, false);
  }

  /**
   * A text of somebody else's inside a line: like {@link #line}, of bounded length, and without
   * letters of scripts that are written from right to left, which would reorder the digits beside
   * them.
   */
  public static String foreign(String text) {
    return shown(text, MOST_SIGNS, true);
  }

  /**
   * A JSON document whose strings hold nothing that acts on a terminal: such signs can stand in a
   * string only, and become its escapes.
   */
  public static String json(String document) {
    int start = 0;
    while (start < document.length() && plain(document.charAt(start))) {
      start++;
    }
    if (start == document.length()) {
      return document;
    }
    StringBuilder out = new StringBuilder(document.length() + 32);
    out.append(document, 0, start);
    document
        .substring(start)
        .codePoints()
        .forEach(sign -> {
          if (!acts(sign) && !invisible(sign)) {
            out.appendCodePoint(sign);
            return;
          }
          for (char unit : Character.toChars(sign)) {
            out.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) unit));
          }
        });
    return out.toString();
  }

  private static String shown(String text, int most, boolean foreign) {
    if (text.length() <= most && text.chars().allMatch(ShownText::plain)) {
      return text;
    }
    StringBuilder out = new StringBuilder(Math.min(text.length(), most) + 16);
    int signs = 0;
    int marks = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int sign = text.codePointAt(at);
      if (signs++ == most) {
        int more = text.codePointCount(at, text.length());
        return out.append("... and ").append(more).append(" more").toString();
      }
      marks = isMark(sign) ? marks + 1 : 0;
      if (acts(sign) || invisible(sign) || marks > MOST_MARKS || (foreign && rightToLeft(sign))) {
        out.append(String.format(Locale.ROOT, "<U+%04X>", sign));
      } else {
        out.appendCodePoint(sign);
      }
    }
    return out.toString();
  }

  private static boolean plain(int sign) {
    return sign >= 0x20 && sign < 0x7f;
  }

  /** Controls of both sets, line ends, direction and other format signs, halves of pairs. */
  private static boolean acts(int sign) {
    return switch (Character.getType(sign)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /** Signs that show as nothing, or as a blank that is none. */
  private static boolean invisible(int sign) {
    return (Character.getType(sign) == Character.SPACE_SEPARATOR && sign != ' ')
        || sign == 0x034f // combining grapheme joiner
        || (sign >= 0x115f && sign <= 0x1160) // Hangul fillers
        || (sign >= 0x17b4 && sign <= 0x17b5) // Khmer inherent vowels
        || (sign >= 0x180b && sign <= 0x180f) // Mongolian selectors
        || sign == 0x2800 // the empty Braille cell
        || sign == 0x3164
        || sign == 0xffa0
        || (sign >= 0xfe00 && sign <= 0xfe0f) // variation selectors
        || sign == 0xfffc
        || sign == 0x1d159 // null notehead
        || (sign >= 0xe0100 && sign <= 0xe01ef);
  }

  /** An accent or another sign that stands on the one before it. */
  public static boolean isMark(int sign) {
    int type = Character.getType(sign);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean rightToLeft(int sign) {
    byte direction = Character.getDirectionality(sign);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
        || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
  }
}
