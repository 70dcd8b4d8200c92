package org.foresign.model.eth;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The one way in which people write amounts, for every option, file and answer of both programs:
 * digits, and at most one point with digits behind it (docs/spec/amounts.md). No sign, exponent,
 * unit, blank or thousands mark, no digits of other scripts. Messages are sentences for the person
 * who typed it.
 */
public final class AmountText {
  /** All ether there is: about 121 million in 2026, growing by less than one per cent a year. */
  public static final Wei ETHER_SUPPLY = Wei.ONE_ETHER.times(125_000_000);

  /** A fee cap of a million gwei would cost 21 ETH for the simplest payment. */
  public static final Wei MOST_FEE = Wei.ONE_GWEI.times(1_000_000);

  /** Every coin of a chain of this family counts in 10^-18. */
  public static final int COIN_DECIMALS = 18;

  /** 2^256 has 78 digits. */
  private static final int MOST_DIGITS = 78;

  private static final String[] SMALL = {
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen"
  };
  private static final String[] TENS = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };
  private static final String[] SCALES = {"", "thousand", "million", "billion", "trillion"};

  private AmountText() {}

  /**
   * Reads a number of whole coins or tokens.
   *
   * @param decimals of the asset, the most digits behind the point
   * @throws IllegalArgumentException that says what is wrong with the spelling
   */
  public static Wei read(String text, int decimals) {
    Wei amount = exact(text, decimals);
    requireUnambiguous(text);
    return amount;
  }

  /** Reads an amount of ether that can exist, to the wei. */
  public static Wei readEther(String text) {
    return within(
        text, read(text, COIN_DECIMALS), ETHER_SUPPLY, "all ETH there is, about 121 million");
  }

  /**
   * Reads an amount of ether that a validator can hold, to the gwei.
   *
   * @param most the largest that makes sense, such as a validator's effective balance
   * @param why what that bound is, as in "a validator can hold, 2048 ETH"
   */
  public static Gwei readStake(String text, Gwei most, String why) {
    Wei amount = read(text, 9);
    within(text, scaled(amount), most.toWei(), why);
    return new Gwei(amount.value().longValueExact());
  }

  /** Reads a price in gwei, to the wei. */
  public static Wei readGwei(String text, Wei most) {
    Wei amount = read(text, 9);
    if (amount.compareTo(most) > 0) {
      throw refused(
          text,
          "is more than "
              + grouped(most, 9)
              + " gwei, beyond any sense"
              + (whole(text) ? "; as wei it would be " + exact(text, 0).toUnits(9) + " gwei" : ""));
    }
    return amount;
  }

  /**
   * Reads a count or a chain id: a whole number in ASCII digits; a minus is left to the bounds of
   * whoever asked.
   */
  public static long readWhole(String text) {
    if (!text.matches("-?(0|[1-9][0-9]{0,18})")) {
      throw refused(text, "is not a whole number in the digits 0 to 9");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + " is too large a number", e);
    }
  }

  /** The grammar alone, for text that a program wrote and {@link Wei#toUnits} can have made. */
  static Wei exact(String text, int decimals) {
    requireSpelling(text);
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String part = point < 0 ? "" : text.substring(point + 1);
    if (part.length() > decimals) {
      throw refused(
          text,
          decimals == 0
              ? "is to be a whole number"
              : "has more than " + decimals + " digits behind the point");
    }
    BigInteger units = new BigInteger(whole + part + "0".repeat(decimals - part.length()));
    if (units.bitLength() > 256) {
      throw refused(text, "is larger than any amount on a chain");
    }
    return new Wei(units);
  }

  private static void requireSpelling(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an amount is missing");
    }
    if (text.length() > 2 * MOST_DIGITS) {
      throw new IllegalArgumentException("an amount of " + text.length() + " signs is none");
    }
    if (text.matches("(0|[1-9][0-9]{0,77})(\\.[0-9]{1,77})?")) {
      return;
    }
    throw refused(text, fault(text));
  }

  /** The first thing that is wrong, as a hint how to write it. */
  private static String fault(String text) {
    if (text.codePoints().anyMatch(sign -> Character.isDigit(sign) && (sign < '0' || sign > '9'))) {
      return "has digits of another script: write 0 to 9";
    }
    if (text.startsWith("+") || text.startsWith("-") || text.startsWith("\u2212")) {
      return "has a sign: an amount is written without one";
    }
    if (text.matches("0[xX][0-9a-fA-F]*")) {
      return "is hexadecimal: write a decimal number";
    }
    if (text.matches("[0-9.]+[eE][+-]?[0-9]+")) {
      return "has an exponent: write all its digits";
    }
    if (text.codePoints()
        .anyMatch(sign -> Character.isSpaceChar(sign) || Character.isWhitespace(sign))) {
      return "has a blank in it: write the digits together, without a unit";
    }
    if (text.codePoints().anyMatch(Character::isLetter)) {
      return "has letters in it: write the number alone, without a unit";
    }
    if (text.contains(",")) {
      return text.contains(".")
          ? "has thousands marks: write the digits together and a point before the decimals"
          : "has a comma: write a point before the decimals, and no thousands marks";
    }
    if (text.contains("'") || text.contains("\u2019") || text.contains("_")) {
      return "has thousands marks: write the digits together";
    }
    if (text.indexOf('.') != text.lastIndexOf('.')) {
      return "has more than one point: write thousands together, and one point before the decimals";
    }
    if (text.startsWith(".") || text.endsWith(".")) {
      return "has digits on one side of the point only";
    }
    if (text.matches("0[0-9]+(\\.[0-9]+)?")) {
      return "begins with a zero that means nothing";
    }
    return "is not a number of digits with at most one point";
  }

  /** Half the world writes thousands with a point, so 1.000 is one for some and a thousand too. */
  private static void requireUnambiguous(String text) {
    if (!text.matches("[1-9][0-9]{0,2}\\.[0-9]{3}")) {
      return;
    }
    String together = text.replace(".", "");
    String decimal = text.endsWith("000") ? text.substring(0, text.indexOf('.')) : text + "0";
    throw refused(
        text, "may mean " + decimal + " or " + together + ": write the one that is meant");
  }

  private static Wei within(String text, Wei amount, Wei most, String why) {
    if (amount.compareTo(most) <= 0) {
      return amount;
    }
    throw refused(text, "ETH is more than " + why + hint(text, most));
  }

  /** In which smaller unit the number would make sense. */
  private static String hint(String text, Wei most) {
    if (!whole(text)) {
      return "";
    }
    Wei wei = exact(text, 0);
    Wei gwei = scaled(wei);
    if (gwei.compareTo(most) <= 0) {
      return "; as gwei it would be " + gwei.toEther() + " ETH";
    }
    return wei.compareTo(most) <= 0 ? "; as wei it would be " + wei.toEther() + " ETH" : "";
  }

  /** Gwei as wei; what no amount can hold stays the largest of all. */
  private static Wei scaled(Wei gwei) {
    return new Wei(gwei.value().multiply(Wei.ONE_GWEI.value()).min(Wei.MAX.value()));
  }

  private static boolean whole(String text) {
    return text.indexOf('.') < 0;
  }

  /**
   * The number with its digits in groups of three, and from a thousand on in words too, so that one
   * zero too many is seen: {@code 2,000,000 (two million)}.
   */
  public static String readBack(Wei amount, int decimals) {
    String words = words(amount, decimals);
    return grouped(amount, decimals) + (words.isEmpty() ? "" : " (" + words + ")");
  }

  /** Plain decimal text with the digits before the point in groups of three. */
  public static String grouped(Wei amount, int decimals) {
    String text = amount.toUnits(decimals);
    int point = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
    StringBuilder out = new StringBuilder(text);
    for (int at = point - 3; at > 0; at -= 3) {
      out.insert(at, ',');
    }
    return out.toString();
  }

  /** The whole part in words; empty below a thousand, where digits are seen at a glance. */
  public static String words(Wei amount, int decimals) {
    return words(amount.value().divide(BigInteger.TEN.pow(decimals)));
  }

  private static String words(BigInteger whole) {
    BigInteger thousand = BigInteger.valueOf(1_000);
    if (whole.compareTo(thousand) < 0) {
      return "";
    }
    List<Integer> groups = new ArrayList<>();
    for (BigInteger rest = whole; rest.signum() > 0; rest = rest.divide(thousand)) {
      groups.add(rest.mod(thousand).intValue());
    }
    if (groups.size() > SCALES.length) {
      return "a number of " + whole.toString().length() + " digits";
    }
    List<String> parts = new ArrayList<>();
    for (int i = groups.size() - 1; i >= 0; i--) {
      if (groups.get(i) > 0) {
        parts.add((below(groups.get(i)) + " " + SCALES[i]).strip());
      }
    }
    return String.join(" ", parts);
  }

  private static String below(int number) {
    if (number >= 100) {
      String rest = number % 100 == 0 ? "" : " " + below(number % 100);
      return SMALL[number / 100] + " hundred" + rest;
    }
    if (number < 20) {
      return SMALL[number];
    }
    return TENS[number / 10] + (number % 10 == 0 ? "" : "-" + SMALL[number % 10]);
  }

  private static IllegalArgumentException refused(String text, String finding) {
    return new IllegalArgumentException(text + " " + finding);
  }
}
