package org.foresign.ui.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.foresign.model.eth.Wei;

/**
 * One way to write numbers in every language, as people compare two screens that may differ in
 * language: a decimal point, groups of three before it, none after it.
 */
public final class Numbers {
  /** No-break space: a number is never broken over two lines. */
  public static final char GAP = '\u00a0';

  private static final char MINUS = '\u2212';

  private Numbers() {}

  /** A whole number, grouped from 1,000 on. */
  public static String count(long number) {
    return grouped(BigDecimal.valueOf(number).toPlainString());
  }

  /** A nonce: plain up to 9999, as it is typed. */
  public static String nonce(long nonce) {
    return nonce <= 9_999 ? Long.toString(nonce) : count(nonce);
  }

  /**
   * An amount without its unit.
   *
   * @param decimals of the asset, 18 for ether
   * @param shown decimals that are written
   * @param rounding up for a worst case, down for what somebody has
   */
  public static String amount(Wei amount, int decimals, int shown, RoundingMode rounding) {
    BigDecimal exact = new BigDecimal(amount.value(), decimals);
    return grouped(exact.setScale(shown, rounding).toPlainString());
  }

  private static String grouped(String plain) {
    boolean negative = plain.startsWith("-");
    String digits = negative ? plain.substring(1) : plain;
    int point = digits.indexOf('.');
    int whole = point < 0 ? digits.length() : point;
    StringBuilder out = new StringBuilder(digits.length() + 8);
    if (negative) {
      out.append(MINUS);
    }
    for (int i = 0; i < whole; i++) {
      if (i > 0 && (whole - i) % 3 == 0) {
        out.append(GAP);
      }
      out.append(digits.charAt(i));
    }
    return out.append(digits, whole, digits.length()).toString();
  }
}
