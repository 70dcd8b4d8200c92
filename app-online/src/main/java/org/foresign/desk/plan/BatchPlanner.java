package org.foresign.desk.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.ChainView;
import org.foresign.model.batch.AskedLimit;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.Snapshot;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.ExposureCalculator;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;

/**
 * Turns wishes into a batch: reads the chain, chooses nonces and fees, takes the snapshot, and
 * states the limits that the vault will recompute. One planner a chain.
 *
 * @param schedule gas schedule that the limits are meant for
 */
public record BatchPlanner(
    ChainView chain, BeaconView beacon, HeldNonces held, GasSchedule schedule) {
  /**
   * Plans one batch.
   *
   * @throws ProblemException with a {@link PlanProblem} if a wish can't be met or a fact that
   *     decides is not known; then nothing was kept
   */
  public ExpandedBatch plan(PlanHeader header, List<LaneWish> wishes) throws ProblemException {
    requireContent(wishes);
    SortedMap<LaneId, LaneSituation> situations = new TreeMap<>();
    List<Lane> lanes = new ArrayList<>();
    List<LaneWish> ordered = wishes.stream().sorted(Comparator.comparing(LaneWish::lane)).toList();
    for (LaneWish wish : ordered) {
      LaneSituation situation = LaneSituation.read(chain, wish.lane());
      situations.put(wish.lane(), situation);
      lanes.add(lane(wish, situation));
    }
    List<Operation> operations =
        wishes.stream()
            .flatMap(wish -> wish.slots().stream())
            .flatMap(slot -> slot.alternatives().stream())
            .toList();
    Snapshot snapshot = new SnapshotTaker(chain, beacon).take(situations, operations);
    requireRoom(snapshot.facts().size(), BatchRequest.MAX_FACTS, "chain facts");
    ExpandedBatch unlimited = expand(request(header, lanes, List.of(snapshot), List.of()));
    List<AskedLimit> limits = limits(unlimited);
    requireRoom(limits.size(), BatchRequest.MAX_LIMITS, "limits, one for each account and asset");
    return expand(request(header, lanes, List.of(snapshot), limits));
  }

  private Lane lane(LaneWish wish, LaneSituation situation) throws ProblemException {
    FeeLadder fees =
        FeeLadder.fitting(
            situation.nextBaseFee(),
            situation.tip(),
            wish.spendTiers(),
            wish.cancelTiers(),
            GasLimits.largest(wish.slots()),
            GasLimits.CANCEL);
    long first = situation.firstNonce(wish.lane(), wish.firstNonce(), held);
    return LaneComposer.compose(wish.lane(), schedule, first, wish.slots(), fees);
  }

  private static List<AskedLimit> limits(ExpandedBatch batch) {
    List<AskedLimit> limits = new ArrayList<>();
    SortedMap<LaneId, Exposure> exposures =
        ExposureCalculator.byLane(ExposureCalculator.bySlot(batch.leaves()));
    exposures.forEach((lane, exposure) -> {
      for (Map.Entry<Asset, Wei> entry : exposure.amounts().entrySet()) {
        limits.add(new AskedLimit(lane, entry.getKey(), entry.getValue()));
      }
    });
    return limits;
  }

  private static BatchRequest request(
      PlanHeader header, List<Lane> lanes, List<Snapshot> snapshots, List<AskedLimit> limits) {
    return new BatchRequest(
        header.batchId(),
        header.deskCard(),
        header.vaultInstance(),
        header.sequence(),
        header.lastResult(),
        header.policyHash(),
        header.plannedAt(),
        header.reviewBy(),
        snapshots,
        limits,
        lanes);
  }

  private static ExpandedBatch expand(BatchRequest request) throws ProblemException {
    Bytes bytes = BatchRequestCodec.encode(request);
    return BatchExpander.expand(request, bytes);
  }

  private void requireContent(List<LaneWish> wishes) throws ProblemException {
    boolean empty = wishes.stream().allMatch(wish -> wish.slots().isEmpty());
    if (empty) {
      throw Problem.of(PlanProblem.PLAN_EMPTY).asException();
    }
    int slots = wishes.stream().mapToInt(wish -> wish.slots().size()).sum();
    requireRoom(slots, BatchRequest.MAX_SLOTS, "nonces");
    requireRoom(wishes.size(), BatchRequest.MAX_LANES, "lanes");
    requireRoom(
        wishes.stream().mapToLong(LaneWish::leaves).sum(), BatchRequest.MAX_LEAVES, "leaves");
    for (LaneWish wish : wishes) {
      if (!wish.lane().chain().equals(chain.chain()) || wish.slots().isEmpty()) {
        throw Problem.of(PlanProblem.PLAN_WRONG_LANE, wish.lane().toString()).asException();
      }
    }
  }

  private static void requireRoom(long count, int most, String what) throws ProblemException {
    if (count > most) {
      throw Problem.of(PlanProblem.PLAN_TOO_LARGE, count + " " + what, "at most " + most)
          .asException();
    }
  }
}
