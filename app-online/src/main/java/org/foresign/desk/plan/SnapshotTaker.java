package org.foresign.desk.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresign.desk.chain.AccountCode;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.KeyStanding;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.PendingDeposit;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.Registration;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.Snapshot;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.batch.SourceKind;
import org.foresign.model.batch.ValidatorStatus;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.operation.Operation;
import org.foresign.model.staking.BlsPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * Collects what the vault may want to warn about. A fact that is not known is left out: the vault
 * then judges without it, which is never more permissive.
 */
record SnapshotTaker(ChainView chain, BeaconView beacon) {
  Snapshot take(Map<LaneId, LaneSituation> lanes, List<Operation> operations) {
    LaneSituation newest = newest(lanes);
    List<SnapshotFact> facts = new ArrayList<>();
    lanes.forEach((lane, situation) -> addAccount(facts, lane.account(), situation));
    facts.add(new SnapshotFact.BaseFee(SourceKind.CLAIMED, newest.nextBaseFee()));
    Set<Address> contracts = contracts(operations);
    addContracts(facts, contracts);
    addRequestFees(facts, contracts);
    Set<BlsPublicKey> asked = registryKeys(operations);
    addValidators(facts, asked);
    Set<BlsPublicKey> staked = stakedKeys(operations);
    staked.removeAll(asked);
    addStandings(facts, staked);
    return new Snapshot(
        chain.chain(),
        newest.block().ref().number(),
        newest.block().ref().hash(),
        newest.block().timestamp(),
        facts);
  }

  private static LaneSituation newest(Map<LaneId, LaneSituation> lanes) {
    return lanes.values().stream()
        .max((a, b) -> Long.compare(a.block().ref().number(), b.block().ref().number()))
        .orElseThrow();
  }

  private static void addAccount(
      List<SnapshotFact> facts, Address account, LaneSituation situation) {
    SourceKind claimed = SourceKind.CLAIMED;
    facts.add(new SnapshotFact.AccountNonce(claimed, account, situation.account().nonce()));
    facts.add(new SnapshotFact.AccountBalance(claimed, account, situation.account().balance()));
    boolean hasCode = !(situation.account().code() instanceof AccountCode.None);
    facts.add(new SnapshotFact.AccountCode(claimed, account, hasCode));
  }

  /** The contracts of the system that these operations call. */
  private Set<Address> contracts(List<Operation> operations) {
    Optional<Address> deposits = Networks.byChain(chain.chain()).map(Network::depositContract);
    Set<Address> contracts = new LinkedHashSet<>();
    for (Operation operation : operations) {
      switch (operation) {
        case Operation.Unstake unstake -> contracts.add(Networks.WITHDRAWAL_REQUESTS);
        case Operation.Consolidate consolidate -> contracts.add(Networks.CONSOLIDATION_REQUESTS);
        case Operation.Stake stake -> deposits.ifPresent(contracts::add);
        case Operation.TopUp topUp -> deposits.ifPresent(contracts::add);
        case Operation.NativeTransfer transfer -> {}
        case Operation.TokenTransfer transfer -> {}
        case Operation.Cancel cancel -> {}
      }
    }
    return contracts;
  }

  /** Whether they are there: a node from before an upgrade does not know its contracts. */
  private void addContracts(List<SnapshotFact> facts, Set<Address> contracts) {
    for (Address contract : contracts) {
      chain
          .ask(Moment.LATEST, Question.code(contract))
          .toOptional()
          .ifPresent(code ->
              facts.add(
                  new SnapshotFact.AccountCode(
                      SourceKind.CLAIMED, contract, code instanceof AccountCode.Contract)));
    }
  }

  private void addRequestFees(List<SnapshotFact> facts, Set<Address> contracts) {
    Set<Address> predeploys = new LinkedHashSet<>(contracts);
    predeploys.retainAll(Set.of(Networks.WITHDRAWAL_REQUESTS, Networks.CONSOLIDATION_REQUESTS));
    for (Address predeploy : predeploys) {
      chain
          .ask(Moment.LATEST, Question.requestFee(predeploy))
          .toOptional()
          .ifPresent(
              fee -> facts.add(new SnapshotFact.RequestFee(SourceKind.CLAIMED, predeploy, fee)));
    }
  }

  private void addValidators(List<SnapshotFact> facts, Set<BlsPublicKey> keys) {
    if (keys.isEmpty()) {
      return;
    }
    Fact<Map<BlsPublicKey, Registration>> registry = beacon.validators(keys);
    registry
        .toOptional()
        .ifPresent(known -> keys.forEach(key -> addValidator(facts, key, known.get(key))));
  }

  /** Registry and queue: a key with a deposit that waits is not free any more. */
  private void addStandings(List<SnapshotFact> facts, Set<BlsPublicKey> keys) {
    if (keys.isEmpty()) {
      return;
    }
    beacon
        .standings(keys)
        .toOptional()
        .ifPresent(known ->
            keys.forEach(key -> {
              KeyStanding standing = known.get(key);
              if (standing != null
                  && standing.registration() instanceof Registration.Absent
                  && !standing.pending().isEmpty()) {
                PendingDeposit first = standing.pending().getFirst();
                facts.add(
                    new SnapshotFact.ValidatorState(
                        SourceKind.CLAIMED,
                        key,
                        ValidatorStatus.PENDING,
                        first.credentials(),
                        first.amount()));
              } else if (standing != null) {
                addValidator(facts, key, standing.registration());
              }
            }));
  }

  private static void addValidator(
      List<SnapshotFact> facts, BlsPublicKey key, @Nullable Registration registration) {
    switch (registration) {
      case null -> {}
      case Registration.Absent absent ->
          facts.add(new SnapshotFact.ValidatorUnknown(SourceKind.CLAIMED, key));
      case Registration.Validator validator ->
          facts.add(
              new SnapshotFact.ValidatorState(
                  SourceKind.CLAIMED,
                  key,
                  validator.status().coarse(),
                  validator.credentials(),
                  validator.effectiveBalance()));
    }
  }

  private Set<BlsPublicKey> stakedKeys(List<Operation> operations) {
    Set<BlsPublicKey> keys = new LinkedHashSet<>();
    if (Networks.byChain(chain.chain()).filter(Network::plannable).isPresent()) {
      for (Operation operation : operations) {
        if (operation instanceof Operation.Stake stake) {
          keys.add(stake.validator());
        }
      }
    }
    return keys;
  }

  /** Keys whose registry state decides. */
  private Set<BlsPublicKey> registryKeys(List<Operation> operations) {
    Set<BlsPublicKey> keys = new LinkedHashSet<>();
    if (Networks.byChain(chain.chain()).filter(Network::plannable).isEmpty()) {
      return keys;
    }
    for (Operation operation : operations) {
      switch (operation) {
        case Operation.TopUp topUp -> keys.add(topUp.validator());
        case Operation.Unstake unstake -> keys.add(unstake.validator());
        case Operation.Consolidate consolidate -> {
          keys.add(consolidate.source());
          keys.add(consolidate.target());
        }
        case Operation.Stake stake -> {}
        case Operation.NativeTransfer transfer -> {}
        case Operation.TokenTransfer transfer -> {}
        case Operation.Cancel cancel -> {}
      }
    }
    return keys;
  }
}
