package org.foresign.desk.release;

import java.util.Optional;
import java.util.OptionalLong;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BlockRef;
import org.jspecify.annotations.Nullable;

/**
 * What became of a leaf that was sent, or can no longer be.
 *
 * @param leaf its number in the store
 * @param transaction hash of its signed bytes; null if this desk never sent it
 * @param block where it is included, null when it is not
 * @param succeeded null while it is not included; false when it reverted
 * @param words why it is void, or how far the effect is
 * @param askedEpoch finalized epoch at which the effect was first asked for
 * @param baseline balance in gwei of the validator before, where the effect is a change of it
 */
public record Fate(
    long leaf,
    @Nullable Digest32 transaction,
    @Nullable BlockRef block,
    @Nullable Boolean succeeded,
    Effect effect,
    String words,
    OptionalLong askedEpoch,
    OptionalLong baseline) {

  static Fate none(long leaf) {
    return new Fate(
        leaf, null, null, null, Effect.NONE, "", OptionalLong.empty(), OptionalLong.empty());
  }

  public Optional<Digest32> transactionHash() {
    return Optional.ofNullable(transaction);
  }

  public Optional<BlockRef> includedAt() {
    return Optional.ofNullable(block);
  }

  /** Whether it is in a block and failed there: nonce and fee are gone. */
  public boolean reverted() {
    return Boolean.FALSE.equals(succeeded);
  }
}
