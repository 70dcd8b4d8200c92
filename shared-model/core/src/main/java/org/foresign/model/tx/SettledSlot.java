package org.foresign.model.tx;

import java.util.Optional;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.SlotId;
import org.jspecify.annotations.Nullable;

/**
 * A nonce that somebody says is used for good (docs/spec/receipt.md). It is a claim with its
 * evidence and proves nothing by itself.
 *
 * @param block number of the finalized block: the one with the leaf, or by which another
 *     transaction had used the nonce
 * @param leaf signing digest of the leaf that used it; null for another transaction
 */
public record SettledSlot(SlotId slot, long block, Digest32 blockHash, @Nullable Digest32 leaf)
    implements Comparable<SettledSlot> {
  public SettledSlot {
    if (block < 0) {
      throw new IllegalArgumentException("blocks count from 0");
    }
  }

  public Optional<Digest32> usedBy() {
    return Optional.ofNullable(leaf);
  }

  @Override
  public int compareTo(SettledSlot other) {
    return slot.compareTo(other.slot);
  }
}
