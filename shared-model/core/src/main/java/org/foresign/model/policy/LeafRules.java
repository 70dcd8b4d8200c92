package org.foresign.model.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.Run;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.tx.UnsignedTx;
import org.jspecify.annotations.Nullable;

/** The verdict over each leaf of one lane. */
final class LeafRules {
  private final Lane lane;
  private final PolicyEvaluator.Basis basis;
  private final ChainFacts facts;
  private final @Nullable AccountRule rule;
  private final GasRules gas;
  private final TransferRules transfers;
  private final StakingRules staking;
  private final ValidatorFunding funding;
  private final PurposeRules purposes;

  LeafRules(
      Lane lane,
      PolicyEvaluator.Basis basis,
      ChainFacts facts,
      ValidatorFunding funding,
      PurposeRules purposes) {
    this.lane = lane;
    this.basis = basis;
    this.facts = facts;
    this.rule = basis.policy().rule(lane.id()).orElse(null);
    this.gas = new GasRules(lane);
    this.transfers = new TransferRules(lane.id().chain(), basis.policy());
    this.staking = new StakingRules(lane.id(), basis.policy(), funding);
    this.funding = funding;
    this.purposes = purposes;
  }

  /**
   * @param leaves the lane's leaves in canonical order
   */
  List<ReviewedTx> review(List<UnsignedTx> leaves) {
    List<ReviewedTx> reviewed = new ArrayList<>(leaves.size());
    int next = 0;
    for (Run run : lane.runs()) {
      List<Shared> shared = new ArrayList<>();
      run.alternatives().forEach(alternative -> shared.add(new Shared()));
      int end = next + run.count() * run.leavesPerSlot();
      for (UnsignedTx leaf : leaves.subList(next, end)) {
        reviewed.add(new ReviewedTx(leaf, verdict(leaf, shared.get(leaf.alternative()))));
      }
      next = end;
    }
    return reviewed;
  }

  private Verdict verdict(UnsignedTx leaf, Shared shared) {
    List<Finding> found = new ArrayList<>();
    nonce(leaf, found);
    purposes.check(leaf, found);
    found.addAll(shared.of(leaf));
    gas.checkFees(leaf, rule, found);
    if (leaf.operation() instanceof Operation.Stake) {
      deposit(leaf, found);
    }
    SnapshotRules.checkLeaf(leaf, facts, found);
    return Verdict.of(found);
  }

  private void nonce(UnsignedTx leaf, List<Finding> found) {
    if (basis.ledger().signedBefore(leaf.slot()).isEmpty()) {
      return;
    }
    String slot = leaf.slot().toString();
    found.add(
        rule != null && rule.mayReopenNonce()
            ? Finding.warn(FindingCode.NONCE_SIGNED_BEFORE, slot)
            : Finding.refuse(FindingCode.NONCE_REOPENED, slot));
    if (basis.ledger().wasSigned(lane.id(), leaf.signingDigest())) {
      found.add(Finding.warn(FindingCode.LEAF_SIGNED_BEFORE, leaf.signingDigest().toString()));
    }
  }

  private void deposit(UnsignedTx leaf, List<Finding> found) {
    switch (Optional.ofNullable(basis.context().deposits().get(leaf.index())).orElse(null)) {
      case null -> found.add(Finding.refuse(FindingCode.DEPOSIT_UNCHECKED));
      case DepositOutcome.Good() -> {}
      case DepositOutcome.Faulty(var problem) ->
          found.add(
              Finding.refuse(FindingCode.DEPOSIT_FAULTY, problem.code().id(), problem.happened()));
    }
  }

  /** Findings about operation and gas, which all tiers and all equal neighbours share. */
  private final class Shared {
    private @Nullable Operation operation;
    private List<Finding> found = List.of();

    List<Finding> of(UnsignedTx leaf) {
      if (!leaf.operation().equals(operation)) {
        operation = leaf.operation();
        List<Finding> fresh = new ArrayList<>();
        check(leaf, fresh);
        found = List.copyOf(fresh);
      }
      return found;
    }

    private void check(UnsignedTx leaf, List<Finding> fresh) {
      gas.checkLimit(leaf, rule, fresh);
      if (rule == null) {
        fresh.add(Finding.refuse(FindingCode.ACCOUNT_NOT_IN_POLICY, lane.id().toString()));
      } else if (!rule.operations().contains(leaf.operation().kind())) {
        fresh.add(
            Finding.refuse(FindingCode.OPERATION_NOT_ALLOWED, leaf.operation().kind().name()));
      }
      switch (leaf.operation()) {
        case Operation.NativeTransfer transfer -> transfers.check(transfer, fresh);
        case Operation.TokenTransfer transfer -> transfers.check(transfer, fresh);
        case Operation.Stake stake -> staking.check(stake, fresh);
        case Operation.TopUp topUp -> staking.check(topUp, fresh);
        case Operation.Unstake unstake -> staking.check(unstake, rule, fresh);
        case Operation.Consolidate consolidate -> staking.check(consolidate, rule, fresh);
        case Operation.Cancel cancel -> {}
      }
      funding.check(leaf.operation(), fresh);
      SnapshotRules.checkOperation(leaf, basis.policy(), facts, fresh);
      if (leaf.operation() instanceof Operation.UnstakePartial part) {
        SnapshotRules.checkExcess(part, purposes.withdrawn(leaf), facts, fresh);
      }
    }
  }
}
