package org.foresign.vault.journal;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.LedgerView;
import org.foresign.model.policy.Purpose;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.store.Sql;
import org.foresign.store.StoreProblem;

/**
 * What the ledger says of some lanes at one moment, without one batch: its own rows do not count
 * against a batch that is gone on with after an interruption.
 */
public final class LedgerHistory implements LedgerView {
  private final Map<SlotId, Exposure> slots = new HashMap<>();
  private final Map<SlotId, FeeCaps> spends = new HashMap<>();
  private final Map<LaneId, TreeMap<Long, Exposure>> addedByPolicy = new HashMap<>();
  private final Map<Digest32, Map<SlotId, Gwei>> purposes = new HashMap<>();
  private final Set<Leaf> signed = new HashSet<>();
  private final Map<SlotId, Long> lastUse = new HashMap<>();
  private final Set<SlotId> writtenOff = new HashSet<>();

  private record Leaf(LaneId lane, Digest32 digest) {}

  private LedgerHistory() {}

  /**
   * Reads what concerns these leaves.
   *
   * @param except digest of the batch whose own rows do not count
   */
  public static LedgerHistory read(Sql sql, Collection<UnsignedTx> leaves, Digest32 except)
      throws ProblemException {
    Set<LaneId> wanted = new HashSet<>();
    leaves.forEach(leaf -> wanted.add(leaf.slot().lane()));
    LedgerHistory history = read(sql, wanted, except);
    long own = number(sql, except);
    history.readPurposes(sql, Purpose.slots(List.copyOf(leaves)).keySet(), own);
    if (!history.slots.isEmpty()) {
      Map<Long, LaneId> lanes = LedgerLanes.all(sql);
      Set<Bytes> digests = new HashSet<>();
      leaves.forEach(leaf -> digests.add(leaf.signingDigest().bytes()));
      // One walk over all: an index on digests would cost more to verify than this does to read.
      LeafRows.allBut(
          sql,
          own,
          (lane, digest) -> {
            if (digests.contains(digest)) {
              history.signed.add(new Leaf(LedgerLanes.of(lanes, lane), new Digest32(digest)));
            }
          });
    }
    return history;
  }

  /** The same of these lanes, without leaves. */
  public static LedgerHistory read(Sql sql, Set<LaneId> wanted, Digest32 except)
      throws ProblemException {
    LedgerHistory history = new LedgerHistory();
    long own = number(sql, except);
    Map<Long, Long> policies = new HashMap<>();
    Ledger.all(sql).forEach(batch -> policies.put(batch.id(), batch.policyNumber()));
    for (Map.Entry<Long, LaneId> lane : LedgerLanes.all(sql).entrySet()) {
      if (wanted.contains(lane.getValue())) {
        SlotUseRows.ofLane(
            sql,
            lane.getKey(),
            own,
            (batch, nonce, exposure, highestSpend) ->
                history.use(
                    new SlotId(lane.getValue(), nonce),
                    ExposureBytes.decode(lane.getValue().chain(), exposure),
                    new Use(batch, policy(policies, batch), FeeBytes.decode(highestSpend))));
      }
    }
    for (WriteOff one : WriteOffRows.all(sql)) {
      SlotId slot = one.settled().slot();
      // What was signed for the nonce after it was written off makes all of it count again.
      if (history.lastUse.getOrDefault(slot, Long.MAX_VALUE) <= one.afterBatch()) {
        history.writtenOff.add(slot);
      }
    }
    return history;
  }

  /** The number of a batch, or one that no batch has. */
  private static long number(Sql sql, Digest32 batch) throws ProblemException {
    return Ledger.byDigest(sql, batch).map(Ledger.Entry::id).orElse(0L);
  }

  private static long policy(Map<Long, Long> policies, long batch) throws ProblemException {
    Long number = policies.get(batch);
    if (number == null) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "batch " + batch).asException();
    }
    return number;
  }

  /** Over every lane: the same payment from another account is the same payment. */
  private void readPurposes(Sql sql, Set<Digest32> wanted, long own) throws ProblemException {
    if (wanted.isEmpty()) {
      return;
    }
    Map<Long, LaneId> lanes = LedgerLanes.all(sql);
    SlotUseRows.purposes(
        sql,
        own,
        (lane, nonce, bytes) -> {
          SlotId slot = new SlotId(LedgerLanes.of(lanes, lane), nonce);
          PurposeBytes.decode(bytes)
              .forEach((purpose, gwei) -> {
                if (wanted.contains(purpose)) {
                  purposes
                      .computeIfAbsent(purpose, id -> new HashMap<>())
                      .merge(slot, gwei, Purpose::larger);
                }
              });
        });
  }

  @Override
  public Map<SlotId, Gwei> signedFor(Digest32 purpose) {
    return purposes.getOrDefault(purpose, Map.of());
  }

  @Override
  public Exposure outstanding(LaneId lane) {
    Exposure sum = Exposure.NONE;
    for (Map.Entry<SlotId, Exposure> slot : slots.entrySet()) {
      if (slot.getKey().lane().equals(lane) && !writtenOff.contains(slot.getKey())) {
        sum = sum.plus(slot.getValue());
      }
    }
    return sum;
  }

  @Override
  public Optional<Exposure> signedBefore(SlotId slot) {
    return Optional.ofNullable(slots.get(slot));
  }

  @Override
  public boolean writtenOff(SlotId slot) {
    return writtenOff.contains(slot);
  }

  @Override
  public Optional<FeeCaps> highestSpend(SlotId slot) {
    return Optional.ofNullable(spends.get(slot));
  }

  @Override
  public Exposure lifetime(LaneId lane, long sincePolicy) {
    Exposure sum = Exposure.NONE;
    for (Exposure added :
        addedByPolicy.getOrDefault(lane, new TreeMap<>()).tailMap(sincePolicy, true).values()) {
      sum = sum.plus(added);
    }
    return sum;
  }

  @Override
  public boolean wasSigned(LaneId lane, Digest32 signingDigest) {
    return signed.contains(new Leaf(lane, signingDigest));
  }

  /** By which batch a nonce was signed for, under which policy, and its highest fees. */
  private record Use(long batch, long policy, Optional<FeeCaps> spend) {}

  private void use(SlotId slot, Exposure exposure, Use use) {
    lastUse.merge(slot, use.batch(), Math::max);
    use.spend().ifPresent(fees -> spends.merge(slot, fees, FeeCaps::max));
    Exposure before = slots.getOrDefault(slot, Exposure.NONE);
    Exposure after = before.max(exposure);
    slots.put(slot, after);
    addedByPolicy
        .computeIfAbsent(slot.lane(), lane -> new TreeMap<>())
        .merge(use.policy(), after.above(before), Exposure::plus);
  }
}
