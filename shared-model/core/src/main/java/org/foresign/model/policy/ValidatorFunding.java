package org.foresign.model.policy;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.Run;
import org.foresign.model.eth.Chain;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositLimits;

/**
 * How much a batch could put into each validator of a chain if every nonce took its largest stake.
 */
final class ValidatorFunding {
  private static final BigInteger MOST = BigInteger.valueOf(DepositLimits.MAX_COMPOUNDING.value());

  private final Map<BlsPublicKey, BigInteger> sums = new HashMap<>();

  ValidatorFunding(BatchRequest request, Chain chain) {
    request.lanes().stream().filter(lane -> lane.id().chain().equals(chain)).forEach(this::add);
  }

  private void add(Lane lane) {
    for (Run run : lane.runs()) {
      for (int slot = 0; slot < run.count(); slot++) {
        Map<BlsPublicKey, BigInteger> largest = new HashMap<>();
        for (Alternative alternative : run.alternatives()) {
          add(largest, alternative.operations().get(slot));
        }
        largest.forEach((key, amount) -> sums.merge(key, amount, BigInteger::add));
      }
    }
  }

  /** Whether all stakes for a key together are no more than the bond that is risked unproven. */
  boolean withinBond(BlsPublicKey key) {
    BigInteger bond = BigInteger.valueOf(DepositLimits.MIN.value());
    return sums.getOrDefault(key, BigInteger.ZERO).compareTo(bond) <= 0;
  }

  /** Warns where one validator could get more than it can use. */
  void check(Operation operation, List<Finding> found) {
    switch (operation) {
      case Operation.Stake stake ->
          check(
              stake.validator(),
              BigInteger.valueOf(DepositLimits.max(stake.credentials()).value()).min(MOST),
              found);
      case Operation.TopUp topUp -> check(topUp.validator(), MOST, found);
      case Operation.Unstake unstake -> {}
      case Operation.Consolidate consolidate -> {}
      case Operation.NativeTransfer transfer -> {}
      case Operation.TokenTransfer transfer -> {}
      case Operation.Cancel cancel -> {}
    }
  }

  private void check(BlsPublicKey key, BigInteger most, List<Finding> found) {
    BigInteger sum = sums.getOrDefault(key, BigInteger.ZERO);
    if (sum.compareTo(most) > 0) {
      found.add(
          Finding.warn(
              FindingCode.VALIDATOR_OVERFUNDED, key.toString(), sum + " gwei", "at most " + most));
    }
  }

  private static void add(Map<BlsPublicKey, BigInteger> largest, Operation operation) {
    switch (operation) {
      case Operation.Stake stake ->
          largest.merge(
              stake.validator(), BigInteger.valueOf(stake.amount().value()), BigInteger::max);
      case Operation.TopUp topUp ->
          largest.merge(
              topUp.validator(), BigInteger.valueOf(topUp.amount().value()), BigInteger::max);
      case Operation.Unstake unstake -> {}
      case Operation.Consolidate consolidate -> {}
      case Operation.NativeTransfer transfer -> {}
      case Operation.TokenTransfer transfer -> {}
      case Operation.Cancel cancel -> {}
    }
  }
}
