package org.foresign.model.tx;

import java.util.List;
import org.foresign.model.policy.Review;

/**
 * A batch that was judged, approved by its officers and claimed in the vault's ledger: the only
 * thing a signer accepts. Made by {@code org.foresign.vault.sign} alone; an architecture test holds
 * that.
 */
public final class ApprovedBatch {
  private final ExpandedBatch batch;

  /**
   * @throws IllegalArgumentException if the review refuses anything or belongs to another batch
   */
  public ApprovedBatch(Review review) {
    if (review.refused()) {
      throw new IllegalArgumentException("a refused batch can not be approved");
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
