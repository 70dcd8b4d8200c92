package org.foresign.model.policy;

import java.util.List;
import java.util.Set;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;

/**
 * A batch that the policy does not refuse and whose consents were all given; nothing is claimed
 * yet. Made by {@code org.foresign.vault.sign} alone; an architecture test holds that.
 */
public final class ApprovedBatch {
  private final ExpandedBatch batch;

  /**
   * @param consents findings that a person named on purpose
   * @throws IllegalArgumentException if the review refuses anything or wants another consent
   */
  public ApprovedBatch(Review review, Set<FindingCode> consents) {
    if (review.refused() || !consents.containsAll(review.consentsWanted())) {
      throw new IllegalArgumentException("a refused batch can't be approved");
    }
    this.batch = review.batch();
  }

  public ExpandedBatch batch() {
    return batch;
  }

  public List<UnsignedTx> leaves() {
    return batch.leaves();
  }
}
