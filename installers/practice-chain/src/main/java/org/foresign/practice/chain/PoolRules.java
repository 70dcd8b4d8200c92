package org.foresign.practice.chain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Wei;

/**
 * The checks of a node on a new transaction, in geth's words (core/txpool/validation.go,
 * internal/ethapi).
 */
final class PoolRules {
  /** geth and Besu refuse to relay a larger gas limit times fee cap by default. */
  static final Wei FEE_LIMIT = Wei.ONE_ETHER;

  /** geth's txpool.pricelimit: the smallest tip it keeps. */
  static final Wei MINIMUM_TIP = Wei.of(1);

  private PoolRules() {}

  /** What can be said without the state. */
  static void checkAlone(PoolTransaction tx, GasSchedule schedule, long blockGasLimit)
      throws RpcFault {
    checkFee(tx);
    checkGas(tx, schedule, blockGasLimit);
    if (tx.maxPriorityFee().compareTo(tx.maxFee()) > 0) {
      throw RpcFault.rejected(
          "max priority fee per gas higher than max fee per gas: maxPriorityFeePerGas: %s, maxFeePerGas: %s"
              .formatted(tx.maxPriorityFee(), tx.maxFee()));
    }
    if (tx.maxPriorityFee().compareTo(MINIMUM_TIP) < 0) {
      throw RpcFault.rejected(
          "transaction gas price below minimum: gas tip cap %s, minimum needed %s"
              .formatted(tx.maxPriorityFee(), MINIMUM_TIP));
    }
  }

  /** What depends on the sender as of the newest block. */
  static void checkSender(PoolTransaction tx, Account sender) throws RpcFault {
    if (!sender.code().isEmpty() && !sender.isDelegated()) {
      throw RpcFault.rejected("sender not an eoa: address " + tx.sender());
    }
    if (tx.nonce() < sender.nonce()) {
      throw RpcFault.rejected(
          "nonce too low: next nonce %d, tx nonce %d".formatted(sender.nonce(), tx.nonce()));
    }
    BigInteger missing = cost(tx).subtract(sender.balance().value());
    if (missing.signum() > 0) {
      throw RpcFault.rejected(
          "insufficient funds for gas * price + value: balance %s, tx cost %s, overshot %s"
              .formatted(sender.balance(), cost(tx), missing));
    }
  }

  private static void checkFee(PoolTransaction tx) throws RpcFault {
    BigInteger fee = tx.maxFee().value().multiply(BigInteger.valueOf(tx.gasLimit()));
    if (fee.compareTo(FEE_LIMIT.value()) > 0) {
      throw RpcFault.rejected(
          "tx fee (%s ether) exceeds the configured cap (%s ether)"
              .formatted(ether(fee), ether(FEE_LIMIT.value())));
    }
  }

  private static void checkGas(PoolTransaction tx, GasSchedule schedule, long blockGasLimit)
      throws RpcFault {
    if (tx.gasLimit() > GasSchedule.MAX_TRANSACTION_GAS) {
      throw RpcFault.rejected(
          "transaction gas limit too high (cap: %d, tx: %d)"
              .formatted(GasSchedule.MAX_TRANSACTION_GAS, tx.gasLimit()));
    }
    if (tx.gasLimit() > blockGasLimit) {
      throw RpcFault.rejected("exceeds block gas limit");
    }
    long intrinsic = schedule.intrinsicGas(tx.data(), tx.toSelf(), !tx.value().isZero());
    if (tx.gasLimit() < intrinsic) {
      throw RpcFault.rejected(
          "intrinsic gas too low: gas %d, minimum needed %d".formatted(tx.gasLimit(), intrinsic));
    }
    long floor = schedule.floorGas(tx.data());
    if (tx.gasLimit() < floor) {
      throw RpcFault.rejected(
          "insufficient gas for floor data gas cost: gas %d, minimum needed %d"
              .formatted(tx.gasLimit(), floor));
    }
  }

  /** Value and the whole gas limit at the cap; unbounded, since the caps may be absurd. */
  static BigInteger cost(PoolTransaction tx) {
    return tx.maxFee().value().multiply(BigInteger.valueOf(tx.gasLimit())).add(tx.value().value());
  }

  private static String ether(BigInteger wei) {
    return new BigDecimal(wei, 18).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }
}
