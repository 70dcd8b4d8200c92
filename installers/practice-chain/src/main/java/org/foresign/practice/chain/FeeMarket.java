package org.foresign.practice.chain;

import java.math.BigInteger;
import org.foresign.model.eth.Wei;

/** The base fee rule of EIP-1559, section "Specification". */
final class FeeMarket {
  /** ELASTICITY_MULTIPLIER. */
  private static final long ELASTICITY = 2;

  /** BASE_FEE_MAX_CHANGE_DENOMINATOR. */
  private static final BigInteger DENOMINATOR = BigInteger.valueOf(8);

  private FeeMarket() {}

  /** Base fee of the block after one with these figures. */
  static Wei next(Wei parentBaseFee, long parentGasUsed, long parentGasLimit) {
    long target = parentGasLimit / ELASTICITY;
    if (parentGasUsed == target) {
      return parentBaseFee;
    }
    BigInteger parent = parentBaseFee.value();
    BigInteger distance = BigInteger.valueOf(Math.abs(parentGasUsed - target));
    BigInteger change =
        parent.multiply(distance).divide(BigInteger.valueOf(target)).divide(DENOMINATOR);
    if (parentGasUsed > target) {
      return new Wei(parent.add(change.max(BigInteger.ONE)));
    }
    return new Wei(parent.subtract(change));
  }

  /** The tip per gas that a block's author gets from a transaction with these caps. */
  static Wei effectiveTip(PoolTransaction transaction, Wei baseFee) {
    return transaction.maxPriorityFee().min(transaction.maxFee().minus(baseFee));
  }
}
