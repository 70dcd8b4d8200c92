package org.foresign.model.policy;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.foresign.model.batch.Lane;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.GasUse;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.tx.UnsignedTx;
import org.jspecify.annotations.Nullable;

/** Gas limits and fees of one lane's leaves. */
final class GasRules {
  private final Lane lane;
  private final Optional<GasSchedule> schedule;

  GasRules(Lane lane) {
    this.lane = lane;
    this.schedule = LaneRules.schedule(lane);
  }

  /** The limit alone, the same for each tier. */
  void checkLimit(UnsignedTx leaf, @Nullable AccountRule rule, List<Finding> found) {
    Eip1559Tx tx = leaf.tx();
    String limit = tx.gasLimit() + " gas";
    if (rule != null && tx.gasLimit() > rule.maxGasLimit()) {
      found.add(
          Finding.refuse(
              FindingCode.GAS_LIMIT_ABOVE_POLICY, limit, "at most " + rule.maxGasLimit()));
    }
    if (tx.gasLimit() > GasSchedule.MAX_TRANSACTION_GAS) {
      found.add(
          Finding.refuse(
              FindingCode.GAS_LIMIT_ABOVE_NETWORK,
              limit,
              "at most " + GasSchedule.MAX_TRANSACTION_GAS));
    }
    boolean toSelf = tx.to().equals(lane.id().account());
    long least =
        schedule
            .map(known -> known.minimumGasLimit(tx.data(), toSelf, !tx.value().isZero()))
            .orElse(0L);
    long generous = recommended(leaf.operation().kind());
    if (tx.gasLimit() < least) {
      found.add(Finding.refuse(FindingCode.GAS_LIMIT_TOO_LOW, limit, "at least " + least));
    } else if (tx.gasLimit() < generous) {
      found.add(Finding.warn(FindingCode.GAS_LIMIT_TIGHT, limit, "better " + generous));
    }
  }

  /** The fee caps of one tier, and what they come to. */
  void checkFees(UnsignedTx leaf, @Nullable AccountRule rule, List<Finding> found) {
    Wei cap = leaf.tx().fees().maxFeePerGas();
    Wei tip = leaf.tx().fees().maxPriorityFeePerGas();
    if (rule != null && cap.compareTo(rule.maxFeePerGas()) > 0) {
      found.add(above(FindingCode.FEE_CAP_ABOVE_POLICY, cap, rule.maxFeePerGas()));
    }
    if (rule != null && tip.compareTo(rule.maxTipPerGas()) > 0) {
      found.add(above(FindingCode.TIP_ABOVE_POLICY, tip, rule.maxTipPerGas()));
    }
    // geth and Besu refuse more over RPC by default (rpc.txfeecap).
    BigInteger product = cap.value().multiply(BigInteger.valueOf(leaf.tx().gasLimit()));
    if (product.compareTo(Wei.ONE_ETHER.value()) > 0) {
      found.add(Finding.refuse(FindingCode.FEE_PRODUCT_TOO_HIGH, product + " wei"));
    }
  }

  private static Finding above(FindingCode code, Wei found, Wei limit) {
    return Finding.refuse(code, PolicyWords.gwei(found), "at most " + PolicyWords.gwei(limit));
  }

  /** Below this a leaf may die of an upgrade; a cancel needs no room. */
  private static long recommended(OperationKind kind) {
    return switch (kind) {
      case STAKE, TOP_UP -> GasUse.DEPOSIT.recommendedLimit();
      case UNSTAKE_FULL, UNSTAKE_PARTIAL, CONSOLIDATE -> GasUse.STAKING_REQUEST.recommendedLimit();
      case NATIVE_TRANSFER -> GasUse.TRANSFER.recommendedLimit();
      case TOKEN_TRANSFER -> GasUse.TOKEN_TRANSFER.recommendedLimit();
      case CANCEL -> 0;
    };
  }
}
