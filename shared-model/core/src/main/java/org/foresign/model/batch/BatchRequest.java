package org.foresign.model.batch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the vault in one trip: intent only, no transaction bytes
 * (docs/spec/batch-request.md).
 *
 * @param batchId 16 random bytes
 * @param deskCard digest of the sending desk's identity card
 * @param vaultInstance 16 bytes that name the vault this is for
 * @param sequence 1 for the first request of this desk to this vault instance, then one more each
 * @param lastResult digest of the last signed batch the desk holds from this vault, if any
 * @param policyHash policy the desk planned under
 * @param plannedAt seconds since 1970 by the desk's clock
 * @param reviewBy seconds since 1970; binds desk and vault, not the chain
 * @param snapshots at most one a chain, kept ascending by chain
 * @param limits one for each lane and asset, kept ascending
 * @param lanes ascending by id
 */
public record BatchRequest(
    Bytes batchId,
    Digest32 deskCard,
    Bytes vaultInstance,
    long sequence,
    @Nullable Digest32 lastResult,
    Digest32 policyHash,
    long plannedAt,
    long reviewBy,
    List<Snapshot> snapshots,
    List<AskedLimit> limits,
    List<Lane> lanes) {
  public static final int VERSION = 1;
  public static final int MAX_BYTES = 256 * 1024;
  public static final int MAX_LANES = 16;
  public static final int MAX_SLOTS = 1_000;
  public static final int MAX_LEAVES = 10_000;
  public static final int MAX_FACTS = 4_096;
  public static final int MAX_SNAPSHOTS = MAX_LANES;
  public static final int MAX_LIMITS = 256;

  private static final Comparator<AskedLimit> LIMIT_ORDER =
      Comparator.comparing(AskedLimit::lane).thenComparing(AskedLimit::asset);

  public BatchRequest {
    snapshots = snapshots.stream().sorted(Comparator.comparing(Snapshot::chain)).toList();
    limits = limits.stream().sorted(LIMIT_ORDER).toList();
    lanes = List.copyOf(lanes);
    if (batchId.size() != 16 || vaultInstance.size() != 16) {
      throw new IllegalArgumentException("batch id and vault instance have 16 bytes");
    }
    if (sequence < 1 || plannedAt < 0 || reviewBy < plannedAt) {
      throw new IllegalArgumentException("sequence, planning time or review date out of range");
    }
    if (lanes.isEmpty() || lanes.size() > MAX_LANES) {
      throw new IllegalArgumentException("a batch has 1 to " + MAX_LANES + " lanes");
    }
    requireLanes(lanes);
    requireSnapshots(snapshots);
    requireLimits(limits, lanes.stream().map(Lane::id).toList());
  }

  private static void requireLanes(List<Lane> lanes) {
    long slots = 0;
    long leaves = 0;
    for (int i = 0; i < lanes.size(); i++) {
      if (i > 0 && lanes.get(i).id().compareTo(lanes.get(i - 1).id()) <= 0) {
        throw new IllegalArgumentException("lanes ascend by chain and account");
      }
      for (Run run : lanes.get(i).runs()) {
        slots += run.count();
        leaves += Math.multiplyExact((long) run.count(), run.leavesPerSlot());
      }
    }
    if (slots > MAX_SLOTS || leaves > MAX_LEAVES) {
      throw new IllegalArgumentException("a batch has at most 1,000 slots and 10,000 leaves");
    }
  }

  private static void requireSnapshots(List<Snapshot> snapshots) {
    if (snapshots.stream().map(Snapshot::chain).distinct().count() != snapshots.size()) {
      throw new IllegalArgumentException("a batch has at most one snapshot a chain");
    }
    long facts = snapshots.stream().mapToLong(snapshot -> snapshot.facts().size()).sum();
    if (facts > MAX_FACTS || snapshots.size() > MAX_SNAPSHOTS) {
      throw new IllegalArgumentException("a batch has at most " + MAX_FACTS + " chain facts");
    }
  }

  private static void requireLimits(List<AskedLimit> limits, List<LaneId> lanes) {
    if (limits.size() > MAX_LIMITS) {
      throw new IllegalArgumentException("a batch asks for at most " + MAX_LIMITS + " limits");
    }
    for (int i = 0; i < limits.size(); i++) {
      if (!lanes.contains(limits.get(i).lane())) {
        throw new IllegalArgumentException("a limit is for a lane of its batch");
      }
      if (i > 0 && LIMIT_ORDER.compare(limits.get(i - 1), limits.get(i)) == 0) {
        throw new IllegalArgumentException("a batch asks for one limit for each lane and asset");
      }
    }
  }

  public Optional<Digest32> lastResultDigest() {
    return Optional.ofNullable(lastResult);
  }

  public int slotCount() {
    return lanes.stream().mapToInt(Lane::slotCount).sum();
  }

  public int leafCount() {
    return lanes.stream()
        .flatMap(lane -> lane.runs().stream())
        .mapToInt(run -> run.count() * run.leavesPerSlot())
        .sum();
  }
}
