package org.foresign.vault.journal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.Sha256;
import org.foresign.model.batch.LaneId;
import org.foresign.model.tx.SettledSlot;

/**
 * The hash chain over everything that was claimed (docs/spec/journal.md). The journal names its
 * newest link, so rows that were removed or changed are noticed.
 */
final class LedgerDigest {
  private static final int PLACE = 1 + Long.BYTES + 20 + Long.BYTES;

  private final MessageDigest hash;

  /** What a batch's own row says. */
  record Head(
      Digest32 digest,
      Bytes batchId,
      Digest32 deskCard,
      long sequence,
      long policyNumber,
      long ceremony,
      long claimedAt,
      long reviewBy) {}

  LedgerDigest(Digest32 before, Head head) {
    hash = Sha256.digest();
    hash.update(DomainTag.of("ledger"));
    hash.update(before.toArray());
    hash.update(head.digest().toArray());
    hash.update(head.batchId().toArray());
    hash.update(head.deskCard().toArray());
    hash.update(
        ByteBuffer.allocate(5 * Long.BYTES)
            .putLong(head.sequence())
            .putLong(head.policyNumber())
            .putLong(head.ceremony())
            .putLong(head.claimedAt())
            .putLong(head.reviewBy())
            .flip());
  }

  /** How many leaves, or slots, follow: without it one list could pass for part of the other. */
  void count(int entries) {
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(entries).flip());
  }

  void leaf(LaneId lane, long nonce, Bytes signingDigest) {
    place(lane, nonce);
    hash.update(signingDigest.toArray());
  }

  void slot(LaneId lane, long nonce, Bytes feesAndExposure) {
    place(lane, nonce);
    hash.update(feesAndExposure.toArray());
  }

  Digest32 finish() {
    return Digest32.of(hash.digest());
  }

  /** The link of a nonce that officers wrote off. */
  static Digest32 writtenOff(Digest32 before, SettledSlot settled) {
    MessageDigest hash = Sha256.digest();
    hash.update(DomainTag.of("ledger-writeoff"));
    hash.update(before.toArray());
    place(hash, settled.slot().lane(), settled.slot().nonce());
    hash.update(ByteBuffer.allocate(Long.BYTES).putLong(settled.block()).flip());
    hash.update(settled.blockHash().toArray());
    hash.update(settled.usedBy().orElse(Digest32.ZERO).toArray());
    return Digest32.of(hash.digest());
  }

  private void place(LaneId lane, long nonce) {
    place(hash, lane, nonce);
  }

  private static void place(MessageDigest hash, LaneId lane, long nonce) {
    hash.update(
        ByteBuffer.allocate(PLACE)
            .put((byte) lane.chain().family().code())
            .putLong(lane.chain().reference())
            .put(lane.account().toArray())
            .putLong(nonce)
            .flip());
  }
}
