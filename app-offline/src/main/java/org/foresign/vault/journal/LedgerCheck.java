package org.foresign.vault.journal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.foresign.store.StoreProblem;

/** Recomputes the ledger's digest from its rows, to be compared with what the journal names. */
public final class LedgerCheck {
  private LedgerCheck() {}

  /**
   * Reads a claim again in the transaction that wrote it: what lies there is what was meant.
   *
   * @param before the ledger's digest without it
   * @param after the digest that the journal names
   * @throws ProblemException with {@link StoreProblem#STORE_CORRUPT}
   */
  public static void requireWritten(Sql sql, Digest32 batch, Digest32 before, Digest32 after)
      throws ProblemException {
    Optional<Ledger.Entry> entry = Ledger.byDigest(sql, batch);
    boolean written =
        entry.isPresent()
            && recomputeOne(sql, LedgerLanes.all(sql), new HashSet<>(), entry.get(), before)
                .equals(after);
    requireWhole(written, batch.toString());
  }

  /**
   * Recomputes the digest over all rows.
   *
   * @param batches all of them, oldest first
   * @throws ProblemException with {@link StoreProblem#STORE_CORRUPT}, also for a lane that no leaf
   *     is on and for a batch whose number does not count on from the one before: no digest covers
   *     them, and {@link LedgerHistory} leaves batches out by number
   */
  static Digest32 recompute(Sql sql, List<Ledger.Entry> batches) throws ProblemException {
    Map<Long, LaneId> lanes = LedgerLanes.all(sql);
    Set<Long> unused = new HashSet<>(lanes.keySet());
    Digest32 digest = Digest32.ZERO;
    Map<Long, List<WriteOff>> writtenOff =
        WriteOffRows.all(sql).stream().collect(Collectors.groupingBy(WriteOff::afterBatch));
    long number = 0;
    for (Ledger.Entry batch : batches) {
      if (batch.id() != ++number) {
        throw Problem.of(StoreProblem.STORE_CORRUPT, "batch " + batch.id() + " is not " + number)
            .asException();
      }
      digest = recomputeOne(sql, lanes, unused, batch, digest);
      for (WriteOff one : writtenOff.getOrDefault(batch.id(), List.of())) {
        digest = WriteOffRows.digestAfter(digest, one.settled());
      }
    }
    if (!unused.isEmpty()) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "no leaf is on lanes " + unused).asException();
    }
    return digest;
  }

  private static Digest32 recomputeOne(
      Sql sql, Map<Long, LaneId> lanes, Set<Long> unused, Ledger.Entry batch, Digest32 before)
      throws ProblemException {
    LedgerDigest digest =
        new LedgerDigest(
            before,
            new LedgerDigest.Head(
                batch.batchDigest(),
                batch.batchId(),
                batch.deskCard(),
                batch.sequence(),
                batch.policyNumber(),
                batch.ceremony(),
                batch.claimedAt(),
                batch.reviewBy()));
    int[] count = {0};
    digest.count(batch.leaves());
    LeafRows.of(
        sql,
        batch.id(),
        (position, lane, nonce, signingDigest) -> {
          requireWhole(position == count[0]++, batch.id());
          unused.remove(lane);
          digest.leaf(LedgerLanes.of(lanes, lane), nonce, signingDigest);
        });
    requireWhole(count[0] == batch.leaves(), batch.id());
    List<SlotRow> slots = new ArrayList<>();
    SlotUseRows.of(
        sql,
        batch.id(),
        (lane, nonce, use) -> slots.add(new SlotRow(LedgerLanes.of(lanes, lane), nonce, use)));
    digest.count(slots.size());
    slots.stream().sorted().forEach(slot -> digest.slot(slot.lane(), slot.nonce(), slot.bytes()));
    return digest.finish();
  }

  private static void requireWhole(boolean whole, Object batch) throws ProblemException {
    if (!whole) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "leaves of batch " + batch).asException();
    }
  }

  private record SlotRow(LaneId lane, long nonce, Bytes bytes) implements Comparable<SlotRow> {
    @Override
    public int compareTo(SlotRow other) {
      int byLane = lane.compareTo(other.lane);
      return byLane != 0 ? byLane : Long.compare(nonce, other.nonce);
    }
  }
}
