package org.foresign.model.tx;

import java.util.List;
import org.foresign.codec.Digest32;

/**
 * The desk's word that a signed batch arrived, was verified and is stored, and what it says is
 * final since (docs/spec/receipt.md).
 *
 * @param result digest of the signed batch
 * @param batchDigest digest of the batch it answers
 * @param ceremony number of the ceremony that signed it, from 1
 * @param settled nonces that the desk says are used for good, ascending, each once
 */
public record Receipt(
    Digest32 result, Digest32 batchDigest, long ceremony, List<SettledSlot> settled) {
  public static final int VERSION = 1;
  public static final int MAX_BYTES = 60 << 10;

  /** What fits into one; a desk with more writes several. */
  public static final int MAX_SETTLED = 500;

  public Receipt {
    settled = List.copyOf(settled);
    if (ceremony < 1) {
      throw new IllegalArgumentException("ceremonies count from 1");
    }
    if (settled.size() > MAX_SETTLED) {
      throw new IllegalArgumentException("a receipt tells of at most 500 nonces");
    }
    for (int i = 1; i < settled.size(); i++) {
      if (settled.get(i).compareTo(settled.get(i - 1)) <= 0) {
        throw new IllegalArgumentException("settled nonces ascend");
      }
    }
  }

  /** A receipt that says nothing of the chain. */
  public Receipt(Digest32 result, Digest32 batchDigest, long ceremony) {
    this(result, batchDigest, ceremony, List.of());
  }
}
