package org.foresign.desk.release;

import java.util.List;
import java.util.Optional;
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
 */
public record Fate(
    long leaf,
    @Nullable Digest32 transaction,
    @Nullable BlockRef block,
    @Nullable Boolean succeeded,
    Effect effect,
    String words,
    Trace trace) {

  /**
   * What the search for the effect has found so far.
   *
   * @param slot of the leaf's block, null until it was read
   * @param leftSlot a slot by which its request had left the predeploy, null while that is not sure
   * @param earlier withdrawals of its validator that waited before it was sent
   * @param own the waiting withdrawal that is taken for its own, null if none was seen
   */
  public record Trace(
      @Nullable Long slot,
      @Nullable Long leftSlot,
      List<PartialMark> earlier,
      @Nullable PartialMark own) {
    static final Trace NONE = new Trace(null, null, List.of(), null);

    public Trace {
      earlier = List.copyOf(earlier);
    }
  }

  static Fate none(long leaf) {
    return new Fate(leaf, null, null, null, Effect.NONE, "", Trace.NONE);
  }

  Fate with(Effect changed, String newWords, Trace newTrace) {
    return new Fate(leaf, transaction, block, succeeded, changed, newWords, newTrace);
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
