package org.foresign.model.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.CredentialRule;
import org.foresign.model.staking.DepositCheck;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositFinding;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;

/** Checks every deposit of a batch, each only once however many leaves carry it. */
public final class DepositOutcomes {
  private DepositOutcomes() {}

  /**
   * The outcome for each leaf that stakes; whom the credentials belong to is left to the policy.
   *
   * @return by leaf index, for {@link EvaluationContext}
   */
  public static SortedMap<Integer, DepositOutcome> of(ExpandedBatch batch, DepositCheck check) {
    Map<Network, Map<DepositData, List<Integer>>> deposits = new LinkedHashMap<>();
    for (UnsignedTx leaf : batch.leaves()) {
      if (leaf.operation() instanceof Operation.Stake stake) {
        Network network = Networks.byChain(leaf.slot().lane().chain()).orElseThrow();
        deposits
            .computeIfAbsent(network, key -> new LinkedHashMap<>())
            .computeIfAbsent(data(stake), key -> new ArrayList<>())
            .add(leaf.index());
      }
    }
    SortedMap<Integer, DepositOutcome> outcomes = new TreeMap<>();
    deposits.forEach((network, leaves) -> outcomes.putAll(check(network, leaves, check)));
    return Collections.unmodifiableSortedMap(outcomes);
  }

  private static Map<Integer, DepositOutcome> check(
      Network network, Map<DepositData, List<Integer>> leaves, DepositCheck check) {
    List<DepositData> distinct = List.copyOf(leaves.keySet());
    Map<Integer, DepositOutcome> faults = new HashMap<>();
    for (DepositFinding finding :
        check.checkData(distinct, network, new CredentialRule.AnyKind())) {
      faults.put(finding.index(), new DepositOutcome.Faulty(finding.problem()));
    }
    Map<Integer, DepositOutcome> outcomes = new HashMap<>();
    int index = 0;
    for (List<Integer> sameDeposit : leaves.values()) {
      DepositOutcome outcome = faults.getOrDefault(index++, new DepositOutcome.Good());
      sameDeposit.forEach(leaf -> outcomes.put(leaf, outcome));
    }
    return outcomes;
  }

  private static DepositData data(Operation.Stake stake) {
    return new DepositData(
        stake.validator(), stake.credentials(), stake.amount(), stake.signature());
  }
}
