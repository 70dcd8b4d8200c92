package org.foresign.vault.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.policy.ApprovedBatch;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.signer.ClaimedBatch;
import org.foresign.store.Row;
import org.foresign.store.Sql;

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
   * @param receiptAt vault time at which the desk said that it holds the result
   * @param kept whether the exact bytes that are exported are kept
   */
  public record Entry(
      long id,
      Digest32 batchDigest,
      Bytes batchId,
      Digest32 deskCard,
      long sequence,
      long policyNumber,
      long ceremony,
      long claimedAt,
      long reviewBy,
      int leaves,
      Digest32 journalHead,
      BatchState state,
      Optional<Digest32> result,
      OptionalLong receiptAt,
      boolean kept) {
    /** Whether the desk said that it holds the result. */
    public boolean received() {
      return receiptAt.isPresent();
    }
  }

  /**
   * A batch with its kept result.
   *
   * @param envelope the exact bytes that are exported
   */
  public record Kept(Entry entry, Bytes envelope) {}

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
                claim.batchDigest(),
                claim.batchId(),
                claim.deskCard(),
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
            BatchState.CLAIMED);
    Map<LaneId, Long> lanes = new HashMap<>();
    for (SlotUse use : claim.slots()) {
      if (!lanes.containsKey(use.slot().lane())) {
        lanes.put(use.slot().lane(), LedgerLanes.number(sql, use.slot().lane()));
      }
    }
    LeafRows.add(sql, batch, lanes, claim.leaves());
    SlotUseRows.add(sql, batch, lanes, claim.slots());
  }

  /** Keeps the sealed result of a claimed batch. */
  public static void keepResult(Sql sql, long id, Digest32 result, Bytes envelope)
      throws ProblemException {
    sql.updateOne(
        "UPDATE batch SET state = ?, result = ?, envelope = ? WHERE id = ? AND state = ?",
        BatchState.SIGNED,
        result,
        envelope,
        id,
        BatchState.CLAIMED);
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
        BatchState.CLOSED,
        empty.orElse(null),
        envelope.orElse(null),
        id,
        BatchState.CLAIMED);
  }

  /** Notes that the desk holds the result. */
  public static void noteReceipt(Sql sql, long id, long at) throws ProblemException {
    sql.updateOne(
        "UPDATE batch SET state = CASE state WHEN ? THEN ? ELSE state END, receipt_at = ?"
            + " WHERE id = ? AND envelope IS NOT NULL AND receipt_at IS NULL",
        BatchState.SIGNED,
        BatchState.RECEIVED,
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

  /** Every batch, oldest first. */
  public static List<Entry> all(Sql sql) throws ProblemException {
    return sql.query(SELECT + " ORDER BY id", Ledger::entry);
  }

  /** Every batch in this state, oldest first. */
  public static List<Entry> inState(Sql sql, BatchState state) throws ProblemException {
    return sql.query(SELECT + " WHERE state = ? ORDER BY id", Ledger::entry, state);
  }

  /** Every batch of a desk, under any of these cards. */
  public static List<Entry> ofDesk(Sql sql, Set<Digest32> cards) throws ProblemException {
    List<Entry> found = new ArrayList<>();
    for (Digest32 card : cards) {
      found.addAll(sql.query(SELECT + " WHERE desk = ?", Ledger::entry, card));
    }
    return found;
  }

  /** Every batch whose result is kept and not yet received, oldest first. */
  public static List<Entry> withoutReceipt(Sql sql) throws ProblemException {
    return sql.query(
        SELECT + " WHERE envelope IS NOT NULL AND receipt_at IS NULL ORDER BY id", Ledger::entry);
  }

  /** A batch with its result, if that is kept. */
  public static Optional<Kept> kept(Sql sql, Digest32 batch) throws ProblemException {
    Optional<Bytes> envelope =
        sql.one("SELECT envelope FROM batch WHERE digest = ?", row -> row.optionalBlob(1), batch)
            .flatMap(found -> found);
    Optional<Entry> entry = byDigest(sql, batch);
    return entry.flatMap(found -> envelope.map(bytes -> new Kept(found, bytes)));
  }

  private static final String SELECT =
      "SELECT id, digest, batch_id, desk, sequence, policy_number, ceremony, claimed_at, review_by,"
          + " leaves, journal_head, state, result, receipt_at, envelope IS NOT NULL FROM batch";

  private static Entry entry(Row row) throws ProblemException {
    return new Entry(
        row.integer(1),
        row.digest(2),
        row.blob(3),
        row.digest(4),
        row.integer(5),
        row.integer(6),
        row.integer(7),
        row.integer(8),
        row.integer(9),
        row.smallInteger(10),
        row.digest(11),
        row.constant(12, BatchState.class),
        row.optionalDigest(13),
        row.optionalInteger(14),
        row.flag(15));
  }
}
