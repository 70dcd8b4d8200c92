package org.foresign.desk.hold;

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
 * @param included where it is, null when it is in no block
 * @param used how its nonce was found used for good, null until then
 * @param reason why it is void, or how far the effect is
 */
public record Fate(
    long leaf,
    @Nullable Digest32 transaction,
    @Nullable Included included,
    @Nullable Used used,
    Effect effect,
    FateReason reason,
    Trace trace) {

  /** The block with the leaf, and whether it did there what it was for. */
  public record Included(BlockRef block, boolean succeeded) {}

  /**
   * That the nonce is used for good.
   *
   * @param block the finalized block that shows it
   * @param leaf signing digest of this leaf if it was this one, null if it was something else
   */
  public record Used(BlockRef block, @Nullable Digest32 leaf) {}

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
    public static final Trace NONE = new Trace(null, null, List.of(), null);

    public Trace {
      earlier = List.copyOf(earlier);
    }

    /** What was known when it was sent. */
    public Trace atFirst() {
      return new Trace(null, null, earlier, null);
    }
  }

  public static Fate none(long leaf) {
    return new Fate(leaf, null, null, null, Effect.NONE, FateReason.NONE, Trace.NONE);
  }

  public Fate with(Effect changed, FateReason news, Trace found) {
    return new Fate(leaf, transaction, included, used, changed, news, found);
  }

  /** Sent as this transaction, and in this block. */
  public Fate in(@Nullable Digest32 sent, @Nullable Included block) {
    return new Fate(leaf, sent, block, used, effect, reason, trace);
  }

  public Fate usedBy(@Nullable Used shown, FateReason why) {
    return new Fate(leaf, transaction, included, shown, effect, why, trace);
  }

  public Optional<Digest32> transactionHash() {
    return Optional.ofNullable(transaction);
  }

  public Optional<BlockRef> includedAt() {
    return Optional.ofNullable(included).map(Included::block);
  }

  /** Whether it is in a block and failed there: nonce and fee are gone. */
  public boolean reverted() {
    return included != null && !included.succeeded();
  }
}
