package org.foresign.model.eth;

import java.math.BigInteger;

/**
 * The two fee fields of an EIP-1559 transaction, in wei per gas.
 *
 * @param maxFeePerGas cap on base fee plus tip; the tip may not exceed it (EIP-1559)
 */
public record FeeCaps(Wei maxFeePerGas, Wei maxPriorityFeePerGas) {
  public FeeCaps {
    if (maxPriorityFeePerGas.compareTo(maxFeePerGas) > 0) {
      throw new IllegalArgumentException("the tip is above the fee cap");
    }
  }

  /** The higher of each field. */
  public FeeCaps max(FeeCaps other) {
    return new FeeCaps(
        higher(maxFeePerGas, other.maxFeePerGas),
        higher(maxPriorityFeePerGas, other.maxPriorityFeePerGas));
  }

  /** Whether both fields are at least 12.5 % above those of {@code lower}. */
  public boolean replaces(FeeCaps lower) {
    return above(maxFeePerGas, lower.maxFeePerGas)
        && above(maxPriorityFeePerGas, lower.maxPriorityFeePerGas);
  }

  private static Wei higher(Wei one, Wei other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static boolean above(Wei higher, Wei lower) {
    BigInteger most = higher.value().multiply(BigInteger.valueOf(8)); // may be beyond any amount
    return most.compareTo(lower.value().multiply(BigInteger.valueOf(9))) >= 0
        && higher.compareTo(lower) > 0;
  }
}
