package org.foresign.model.eth;

import java.math.BigDecimal;
import java.math.BigInteger;

/** An amount of the chain's native coin or of a token's smallest unit: 0 to 2^256 - 1. */
public record Wei(BigInteger value) implements Comparable<Wei> {
  public static final Wei ZERO = new Wei(BigInteger.ZERO);
  public static final Wei MAX = new Wei(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
  public static final Wei ONE_GWEI = new Wei(BigInteger.TEN.pow(9));
  public static final Wei ONE_ETHER = new Wei(BigInteger.TEN.pow(18));

  public Wei {
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new IllegalArgumentException("an amount lies between 0 and 2^256 - 1");
    }
  }

  public static Wei of(long wei) {
    return new Wei(BigInteger.valueOf(wei));
  }

  public static Wei ofGwei(long gwei) {
    return new Wei(BigInteger.valueOf(gwei).multiply(ONE_GWEI.value));
  }

  /**
   * Reads a decimal number of whole coins such as {@code 32} or {@code 0.5}.
   *
   * @throws IllegalArgumentException if it is negative, no number or finer than one wei
   */
  public static Wei parseEther(String text) {
    return parseUnits(text, 18);
  }

  /** Reads a decimal number of units with the given decimals, exactly (see {@link AmountText}). */
  public static Wei parseUnits(String text, int decimals) {
    return AmountText.exact(text, decimals);
  }

  public Wei plus(Wei other) {
    return new Wei(value.add(other.value));
  }

  /** Subtracts; throws when the result would be negative. */
  public Wei minus(Wei other) {
    return new Wei(value.subtract(other.value));
  }

  public Wei times(long factor) {
    return new Wei(value.multiply(BigInteger.valueOf(factor)));
  }

  public Wei max(Wei other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public Wei min(Wei other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  /** Plain decimal text with the given number of decimals, without trailing zeros. */
  public String toUnits(int decimals) {
    BigDecimal number = new BigDecimal(value, decimals);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  public String toEther() {
    return toUnits(18);
  }

  @Override
  public int compareTo(Wei other) {
    return value.compareTo(other.value);
  }

  /** Plain decimal number of wei. */
  @Override
  public String toString() {
    return value.toString();
  }
}
