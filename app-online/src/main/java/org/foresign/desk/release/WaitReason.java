package org.foresign.desk.release;

import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.Broadcast;
import org.foresign.desk.chain.Fact;
import org.foresign.model.eth.Wei;

/** What a lane, a nonce or a leaf waits for. */
public sealed interface WaitReason {
  /** A fact that decides is unknown or disputed. */
  record FactMissing(Wanted what, Fact<?> fact) implements WaitReason {}

  /** Whether the block of a leaf is still there is not known. */
  record LeafBlockMissing(long leaf, Fact<?> fact) implements WaitReason {}

  /** When a block was made is not known. */
  record BlockTimeMissing(BlockRef block, Fact<?> fact) implements WaitReason {}

  /** The endpoints that answer now have not reached the block of the leaf. */
  record EndpointsBehind(long leaf) implements WaitReason {}

  /** The nonce is used, by none of the leaves that were sent as far as is known. */
  record UsedByNoneSent() implements WaitReason {}

  /** The nonce is used, and it is not known by what. */
  record UsedByUnknown(long nonce, Fact<?> fact) implements WaitReason {}

  /** The nonce is used by a leaf of ours, not yet final. */
  record UsedByLeaf(long nonce, long leaf) implements WaitReason {}

  /** The leaf may be final, but no endpoint has its receipt any more. */
  record ReceiptLost(long leaf, Fact<?> fact) implements WaitReason {}

  /** The same, and it was sent longer ago than endpoints keep receipts. */
  record ReceiptTooOld(long leaf) implements WaitReason {}

  /** The leaf was sent again and nobody took it. */
  record NobodyTook(long leaf, Broadcast broadcast) implements WaitReason {}

  /** The leaf is not sent again now. */
  record NotSentAgain(ReleaseAnswer.Stopped stopped) implements WaitReason {}

  /**
   * The leaf is under the base fee.
   *
   * @param lastTier whether no higher tier is left
   */
  record UnderPriced(long leaf, Wei baseFee, boolean lastTier) implements WaitReason {}

  /** No higher tier takes its place now. */
  record NotRaised(ReleaseAnswer.Stopped stopped) implements WaitReason {}

  /** The nonce is not burned now. */
  record NotBurned(long nonce, ReleaseAnswer.Stopped stopped) implements WaitReason {}

  /** No cancel leaf of the nonce is high enough. */
  record NoCancelLeft(long nonce, Wei baseFee) implements WaitReason {}

  /** Nobody can say how far the effects of so many leaves are. */
  record EffectsUnknown(long leaves, Fact<?> fact) implements WaitReason {}
}
