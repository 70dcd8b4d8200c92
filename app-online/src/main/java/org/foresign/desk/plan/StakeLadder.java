package org.foresign.desk.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresign.model.eth.Address;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositLimits;

/** Turns verified deposits into slots: a validator a nonce, its amounts as alternatives. */
public final class StakeLadder {
  private StakeLadder() {}

  /**
   * @param deposits verified entries of a deposit file, in file order; entries of one key with
   *     different amounts share a slot
   * @param ownAccounts addresses that credentials may lead to
   * @throws ProblemException naming the entry whose credentials or amount is refused
   */
  public static List<PlannedSlot> slots(List<DepositData> deposits, Set<Address> ownAccounts)
      throws ProblemException {
    Map<BlsPublicKey, List<Operation>> byKey = new LinkedHashMap<>();
    for (int i = 0; i < deposits.size(); i++) {
      DepositData deposit = deposits.get(i);
      requireOurs(i + 1, deposit, ownAccounts);
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

  private static void requireOurs(int entry, DepositData deposit, Set<Address> ownAccounts)
      throws ProblemException {
    boolean ours = deposit.credentials().address().filter(ownAccounts::contains).isPresent();
    if (!ours) {
      throw Problem.of(
              PlanProblem.PLAN_CREDENTIALS,
              "entry " + entry,
              "credentials " + deposit.credentials())
          .asException();
    }
    if (deposit.amount().compareTo(DepositLimits.MIN) < 0
        || deposit.amount().compareTo(DepositLimits.max(deposit.credentials())) > 0) {
      throw Problem.of(
              PlanProblem.PLAN_AMOUNT,
              "entry " + entry,
              deposit.amount() + " gwei",
              "allowed " + DepositLimits.MIN + " to " + DepositLimits.max(deposit.credentials()))
          .asException();
    }
  }
}
