package org.foresign.vault.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.policy.ApprovedBatch;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.signer.ClaimedBatch;
import org.foresign.store.Row;
import org.foresign.store.Sql;
import org.foresign.store.StoreProblem;

/**
 * Every leaf that this vault ever claimed for signing. Rows are written before the first signature
 * and never removed.
 */
public final class Ledger {
  private Ledger() {}

  /**
   * A batch about to be signed.
   *
   * @param deskCard digest of the desk's card
   * @param slots the most it can cost, by slot, in order of lane and nonce
   */
  public record Claim(
      Digest32 batchDigest,
      Bytes batchId,
      Digest32 deskCard,
      long sequence,
      long policyNumber,
      long ceremony,
      long claimedAt,
      long reviewBy,
      List<UnsignedTx> leaves,
      List<SlotUse> slots) {
    public Claim {
      leaves = List.copyOf(leaves);
      slots = List.copyOf(slots);
    }
  }

  /**
   * What the ledger knows of one batch.
   *
   * @param result digest of the signed batch, once it is kept
   * @param envelope the exact bytes that are exported, once they are kept
   * @param received whether the desk said that it holds the result
   */
  public record Entry(
      long id,
      Digest32 batchDigest,
      Bytes batchId,
      Digest32 deskCard,
      long sequence,
      long ceremony,
      long claimedAt,
      int leaves,
      Digest32 journalHead,
      BatchState state,
      Optional<Digest32> result,
      Optional<Bytes> envelope,
      boolean received) {}

  /**
   * What a signer may be given of a claim.
   *
   * @throws IllegalArgumentException if the claim is not open or is one of another batch
   */
  public static ClaimedBatch claimed(Entry claim, ApprovedBatch approved) {
    if (claim.state() != BatchState.CLAIMED
        || !claim.batchDigest().equals(approved.batch().batchDigest())) {
      throw new IllegalArgumentException("this batch is not claimed");
    }
    return new ClaimedBatch(approved);
  }

  /** The digest that the ledger will have after this claim. */
  public static Digest32 digestAfter(Digest32 before, Claim claim) {
    LedgerDigest digest =
        new LedgerDigest(
            before,
            new LedgerDigest.Head(
                claim.batchDigest().bytes(),
                claim.batchId(),
                claim.deskCard().bytes(),
                claim.sequence(),
                claim.policyNumber(),
                claim.ceremony(),
                claim.claimedAt(),
                claim.reviewBy()));
    digest.count(claim.leaves().size());
    for (UnsignedTx leaf : claim.leaves()) {
      digest.leaf(leaf.slot().lane(), leaf.slot().nonce(), leaf.signingDigest().bytes());
    }
    digest.count(claim.slots().size());
    for (SlotUse use : claim.slots()) {
      digest.slot(
          use.slot().lane(),
          use.slot().nonce(),
          FeeBytes.encode(use.highestSpend())
              .concat(ExposureBytes.encode(use.exposure()))
              .concat(PurposeBytes.encode(use.purposes())));
    }
    return digest.finish();
  }

  /** Writes a claim in the running transaction; the journal's entry for it comes before. */
  public static void claim(Sql sql, Claim claim, Digest32 journalHead) throws ProblemException {
    long batch =
        sql.insert(
            "INSERT INTO batch (digest, batch_id, desk, sequence, policy_number, ceremony,"
                + " claimed_at, review_by, leaves, journal_head, state)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            claim.batchDigest(),
            claim.batchId(),
            claim.deskCard(),
            claim.sequence(),
            claim.policyNumber(),
            claim.ceremony(),
            claim.claimedAt(),
            claim.reviewBy(),
            claim.leaves().size(),
            journalHead,
            BatchState.CLAIMED.code());
    Map<LaneId, Long> lanes = new HashMap<>();
    for (SlotUse use : claim.slots()) {
      if (!lanes.containsKey(use.slot().lane())) {
        lanes.put(use.slot().lane(), laneRow(sql, use.slot().lane()));
      }
    }
    sql.bulk(
        "INSERT INTO leaf (batch, position, lane, nonce, signing_digest) VALUES (?, ?, ?, ?, ?)",
        rows -> {
          for (UnsignedTx leaf : claim.leaves()) {
            rows.add(
                batch,
                leaf.index(),
                lanes.get(leaf.slot().lane()),
                leaf.slot().nonce(),
                leaf.signingDigest());
          }
        });
    sql.bulk(
        "INSERT INTO slot_use (batch, lane, nonce, highest_spend, exposure, purposes)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        rows -> {
          for (SlotUse use : claim.slots()) {
            rows.add(
                batch,
                lanes.get(use.slot().lane()),
                use.slot().nonce(),
                FeeBytes.encode(use.highestSpend()),
                ExposureBytes.encode(use.exposure()),
                PurposeBytes.encode(use.purposes()));
          }
        });
  }

  /** Keeps the sealed result of a claimed batch. */
  public static void keepResult(Sql sql, long id, Digest32 result, Bytes envelope)
      throws ProblemException {
    sql.updateOne(
        "UPDATE batch SET state = ?, result = ?, envelope = ? WHERE id = ? AND state = ?",
        BatchState.SIGNED.code(),
        result,
        envelope,
        id,
        BatchState.CLAIMED.code());
  }

  /**
   * Closes a claim without signatures. Its rows stay: they count as signed for ever.
   *
   * @param empty digest and bytes of the empty result; nothing where no desk can receive it
   */
  public static void close(Sql sql, long id, Optional<Digest32> empty, Optional<Bytes> envelope)
      throws ProblemException {
    sql.updateOne(
        "UPDATE batch SET state = ?, result = ?, envelope = ? WHERE id = ? AND state = ?",
        BatchState.CLOSED.code(),
        empty.orElse(null),
        envelope.orElse(null),
        id,
        BatchState.CLAIMED.code());
  }

  /** Notes that the desk holds the result. */
  public static void noteReceipt(Sql sql, long id, long at) throws ProblemException {
    sql.updateOne(
        "UPDATE batch SET state = CASE state WHEN ? THEN ? ELSE state END, receipt_at = ?"
            + " WHERE id = ? AND envelope IS NOT NULL AND receipt_at IS NULL",
        BatchState.SIGNED.code(),
        BatchState.RECEIVED.code(),
        at,
        id);
  }

  public static Optional<Entry> byDigest(Sql sql, Digest32 batch) throws ProblemException {
    return sql.one(SELECT + " WHERE digest = ?", Ledger::entry, batch);
  }

  /** The batch whose kept result is exactly this. */
  public static Optional<Entry> byEnvelope(Sql sql, Bytes envelope) throws ProblemException {
    return sql.one(SELECT + " WHERE envelope = ?", Ledger::entry, envelope);
  }

  public static Optional<Entry> byBatchId(Sql sql, Bytes batchId) throws ProblemException {
    return sql.one(SELECT + " WHERE batch_id = ?", Ledger::entry, batchId);
  }

  /** Every batch in this state, oldest first. */
  public static List<Entry> inState(Sql sql, BatchState state) throws ProblemException {
    return sql.query(SELECT + " WHERE state = ? ORDER BY id", Ledger::entry, state.code());
  }

  /** Every batch whose result is kept and not yet received, oldest first; without what is kept. */
  public static List<Digest32> withoutReceipt(Sql sql) throws ProblemException {
    return sql.query(
        "SELECT digest FROM batch WHERE envelope IS NOT NULL AND receipt_at IS NULL ORDER BY id",
        row -> new Digest32(row.blob(1)));
  }

  /** How many those are, without reading what is kept. */
  public static long countWithoutReceipt(Sql sql) throws ProblemException {
    return sql.integer(
        "SELECT COUNT(*) FROM batch WHERE envelope IS NOT NULL AND receipt_at IS NULL");
  }

  /**
   * Reads a claim again in the transaction that wrote it: what lies there is what was meant.
   *
   * @param before the ledger's digest without it
   * @param after the digest that the journal names
   * @throws ProblemException with {@link StoreProblem#STORE_CORRUPT}
   */
  public static void requireWritten(Sql sql, Digest32 batch, Digest32 before, Digest32 after)
      throws ProblemException {
    Map<Long, LaneId> lanes = lanes(sql);
    Optional<Digest32> found =
        sql.one(HEADS + " WHERE digest = ?", row -> recomputeOne(sql, lanes, row, before), batch);
    requireWhole(found.equals(Optional.of(after)), batch.toString());
  }

  /**
   * Recomputes the digest over all rows.
   *
   * @throws ProblemException with {@link StoreProblem#STORE_CORRUPT}, also for a lane that no leaf
   *     is on: no digest covers it
   */
  public static Digest32 recompute(Sql sql) throws ProblemException {
    Map<Long, LaneId> lanes = lanes(sql);
    List<Long> unused =
        sql.query(
            "SELECT id FROM lane WHERE id NOT IN (SELECT lane FROM leaf) LIMIT 1",
            row -> row.integer(1));
    if (!unused.isEmpty()) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "no leaf is on lane " + unused.getFirst())
          .asException();
    }
    Digest32[] digest = {Digest32.ZERO};
    Map<Long, List<WriteOff>> writtenOff =
        WriteOffRows.all(sql).stream().collect(Collectors.groupingBy(WriteOff::afterBatch));
    sql.forEach(
        HEADS + " ORDER BY id",
        batch -> {
          digest[0] = recomputeOne(sql, lanes, batch, digest[0]);
          for (WriteOff one : writtenOff.getOrDefault(batch.integer(1), List.of())) {
            digest[0] = WriteOffRows.digestAfter(digest[0], one.settled());
          }
        });
    return digest[0];
  }

  private static Digest32 recomputeOne(Sql sql, Map<Long, LaneId> lanes, Row batch, Digest32 before)
      throws ProblemException {
    long id = batch.integer(1);
    LedgerDigest digest =
        new LedgerDigest(
            before,
            new LedgerDigest.Head(
                batch.blob(2),
                batch.blob(3),
                batch.blob(4),
                batch.integer(5),
                batch.integer(6),
                batch.integer(7),
                batch.integer(8),
                batch.integer(9)));
    int leaves = batch.smallInteger(10);
    int[] count = {0};
    digest.count(leaves);
    sql.forEach(
        "SELECT lane, nonce, signing_digest, position FROM leaf WHERE batch = ? ORDER BY position",
        row -> {
          requireWhole(row.integer(4) == count[0]++, id);
          digest.leaf(lane(lanes, row.integer(1)), row.integer(2), row.blob(3));
        },
        id);
    requireWhole(count[0] == leaves, id);
    List<SlotRow> slots =
        sql.query(
            "SELECT lane, nonce, exposure, highest_spend, purposes FROM slot_use WHERE batch = ?",
            row ->
                new SlotRow(
                    lane(lanes, row.integer(1)),
                    row.integer(2),
                    row.blob(4).concat(row.blob(3)).concat(row.blob(5))),
            id);
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

  static Map<Long, LaneId> lanes(Sql sql) throws ProblemException {
    Map<Long, LaneId> lanes = new HashMap<>();
    sql.forEach(
        "SELECT id, family, chain, account FROM lane",
        row ->
            lanes.put(
                row.integer(1),
                new LaneId(
                    new Chain(ChainFamily.ofCode(row.integer(2)), row.integer(3)),
                    new Address(row.blob(4)))));
    return lanes;
  }

  static LaneId lane(Map<Long, LaneId> lanes, long id) throws ProblemException {
    LaneId lane = lanes.get(id);
    if (lane == null) {
      throw Problem.of(StoreProblem.STORE_CORRUPT, "lane " + id).asException();
    }
    return lane;
  }

  private static long laneRow(Sql sql, LaneId lane) throws ProblemException {
    int family = lane.chain().family().code();
    long chain = lane.chain().reference();
    Optional<Long> known =
        sql.one(
            "SELECT id FROM lane WHERE family = ? AND chain = ? AND account = ?",
            row -> row.integer(1),
            family,
            chain,
            lane.account());
    return known.isPresent()
        ? known.get()
        : sql.insert(
            "INSERT INTO lane (family, chain, account) VALUES (?, ?, ?)",
            family,
            chain,
            lane.account());
  }

  private static final String HEADS =
      "SELECT id, digest, batch_id, desk, sequence, policy_number, ceremony, claimed_at,"
          + " review_by, leaves FROM batch";

  private static final String SELECT =
      "SELECT id, digest, batch_id, desk, sequence, ceremony, claimed_at, leaves, journal_head,"
          + " state, result, envelope, receipt_at FROM batch";

  private static Entry entry(Row row) throws ProblemException {
    return new Entry(
        row.integer(1),
        new Digest32(row.blob(2)),
        row.blob(3),
        new Digest32(row.blob(4)),
        row.integer(5),
        row.integer(6),
        row.integer(7),
        row.smallInteger(8),
        new Digest32(row.blob(9)),
        BatchState.ofCode(row.smallInteger(10)),
        row.optionalBlob(11).map(Digest32::new),
        row.optionalBlob(12),
        row.optionalInteger(13).isPresent());
  }
}
