package org.foresign.model.policy;

import java.util.Map;
import java.util.Optional;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;

/** What was signed before, as far as the judging side remembers. Pure reads. */
public interface LedgerView {
  LedgerView EMPTY =
      new LedgerView() {
        @Override
        public Exposure outstanding(LaneId lane) {
          return Exposure.NONE;
        }

        @Override
        public Optional<Exposure> signedBefore(SlotId slot) {
          return Optional.empty();
        }

        @Override
        public Optional<FeeCaps> highestSpend(SlotId slot) {
          return Optional.empty();
        }

        @Override
        public Exposure lifetime(LaneId lane, long sincePolicy) {
          return Exposure.NONE;
        }

        @Override
        public Map<SlotId, Gwei> signedFor(Digest32 purpose) {
          return Map.of();
        }

        @Override
        public boolean wasSigned(LaneId lane, Digest32 signingDigest) {
          return false;
        }
      };

  /** Sum over every slot of the lane not written off, each at its maximum. */
  Exposure outstanding(LaneId lane);

  /** The slot's maximum over every leaf signed before, or empty if its nonce is untouched. */
  Optional<Exposure> signedBefore(SlotId slot);

  /**
   * Whether officers took the slot out of {@link #outstanding}; what is signed for it anew counts
   * in full.
   */
  default boolean writtenOff(SlotId slot) {
    return false;
  }

  /** The slot's highest fees, of its leaves that are not cancels. */
  Optional<FeeCaps> highestSpend(SlotId slot);

  /** Sum of what batches added to the lane since the policy with this number renewed it. */
  Exposure lifetime(LaneId lane, long sincePolicy);

  boolean wasSigned(LaneId lane, Digest32 signingDigest);

  /**
   * The nonces for which something with this {@link Purpose} was signed, with the most that is
   * withdrawn there.
   */
  Map<SlotId, Gwei> signedFor(Digest32 purpose);
}
