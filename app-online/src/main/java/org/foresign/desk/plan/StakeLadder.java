package org.foresign.desk.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositData;

/** Turns verified deposits into slots: a validator a nonce, its amounts as alternatives. */
public final class StakeLadder {
  private StakeLadder() {}

  /**
   * @param deposits verified entries of one or more deposit files, in order; entries of one key
   *     with different amounts share a slot
   */
  public static List<PlannedSlot> slots(List<DepositData> deposits) {
    Map<BlsPublicKey, List<Operation>> byKey = new LinkedHashMap<>();
    for (DepositData deposit : deposits) {
      byKey
          .computeIfAbsent(deposit.publicKey(), key -> new ArrayList<>())
          .add(
              new Operation.Stake(
                  deposit.publicKey(),
                  deposit.credentials(),
                  deposit.amount(),
                  deposit.signature()));
    }
    return byKey.values().stream().map(PlannedSlot::new).toList();
  }
}
