package org.foresign.desk.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.settings.Batches;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.ExposureCalculator;
import org.foresign.model.policy.LedgerView;
import org.foresign.model.policy.Purpose;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.UnsignedTx;

/**
 * What this desk knows the vault may have signed beside the batch that is judged: every result it
 * has, and what it sent elsewhere. Batches with the same number as that one are left out, for a
 * vault signs one of them at most. The vault's own ledger may hold more, from other desks; then the
 * vault refuses what looked fine here.
 */
public final class DeskLedger implements LedgerView {
  private final SortedMap<SlotId, Exposure> slots = new TreeMap<>();
  private final Map<LaneId, Exposure> outstanding = new HashMap<>();
  private final Map<LaneId, Exposure> lifetime = new HashMap<>();
  private final Map<SlotId, FeeCaps> spends = new HashMap<>();
  private final Set<SignedDigest> digests = new HashSet<>();
  private final Set<SlotId> settled;

  /** Also of what is only planned yet, for another vault. */
  private final Map<Digest32, Map<SlotId, Gwei>> purposes = new HashMap<>();

  private record SignedDigest(LaneId lane, Digest32 digest) {}

  private DeskLedger(Set<SlotId> settled) {
    this.settled = Set.copyOf(settled);
  }

  /** Counts a batch of which the vault may have signed everything. */
  private void addSigned(List<UnsignedTx> leaves) {
    addPlanned(leaves);
    ExposureCalculator.bySlot(leaves)
        .forEach((slot, exposure) -> slots.merge(slot, exposure, Exposure::max));
    ExposureCalculator.highestSpends(leaves)
        .forEach((slot, fees) -> spends.merge(slot, fees, FeeCaps::max));
    leaves.forEach(leaf -> digests.add(new SignedDigest(leaf.slot().lane(), leaf.signingDigest())));
  }

  private void addPlanned(List<UnsignedTx> leaves) {
    Purpose.slots(leaves)
        .forEach((purpose, found) -> {
          Map<SlotId, Gwei> all = purposes.computeIfAbsent(purpose, key -> new HashMap<>());
          found.forEach((slot, gwei) -> all.merge(slot, gwei, Purpose::larger));
        });
  }

  private void addUp() {
    lifetime.putAll(ExposureCalculator.byLane(slots));
    SortedMap<SlotId, Exposure> open = new TreeMap<>(slots);
    open.keySet().removeAll(settled);
    outstanding.putAll(ExposureCalculator.byLane(open));
  }

  /**
   * Reads what counts for a batch with this number.
   *
   * @param vault vault that the batch is for
   * @param sequence number of the batch
   */
  public static DeskLedger of(Batches batches, Bytes vault, long sequence) throws ProblemException {
    return of(batches, vault, sequence, Set.of());
  }

  /**
   * The same, as if the vault's officers had written these nonces off.
   *
   * @param settled nonces that this desk saw used for good
   */
  public static DeskLedger of(Batches batches, Bytes vault, long sequence, Set<SlotId> settled)
      throws ProblemException {
    DeskLedger ledger = new DeskLedger(settled);
    for (PlannedBatch batch : batches.all()) {
      boolean rival = batch.vaultInstance().equals(vault) && batch.sequence() == sequence;
      boolean counts =
          switch (batch.state()) {
            case IMPORTED, CLOSED -> true;
            case EXPORTED -> !rival;
            case PLANNED, DROPPED -> false;
          };
      if (counts) {
        ledger.addSigned(BatchExpander.expand(batches.request(batch)).leaves());
      } else if (batch.state() == PlannedBatch.State.PLANNED && !rival) {
        ledger.addPlanned(BatchExpander.expand(batches.request(batch)).leaves());
      }
    }
    ledger.addUp();
    return ledger;
  }

  @Override
  public Exposure outstanding(LaneId lane) {
    return outstanding.getOrDefault(lane, Exposure.NONE);
  }

  @Override
  public Optional<FeeCaps> highestSpend(SlotId slot) {
    return Optional.ofNullable(spends.get(slot));
  }

  @Override
  public Optional<Exposure> signedBefore(SlotId slot) {
    return Optional.ofNullable(slots.get(slot));
  }

  /** Not known here which policy renewed what: everything counts, which is never too little. */
  @Override
  public Exposure lifetime(LaneId lane, long sincePolicy) {
    return lifetime.getOrDefault(lane, Exposure.NONE);
  }

  @Override
  public boolean writtenOff(SlotId slot) {
    return settled.contains(slot);
  }

  @Override
  public Map<SlotId, Gwei> signedFor(Digest32 purpose) {
    return purposes.getOrDefault(purpose, Map.of());
  }

  @Override
  public boolean wasSigned(LaneId lane, Digest32 signingDigest) {
    return digests.contains(new SignedDigest(lane, signingDigest));
  }
}
