package org.foresign.signer;

import java.util.List;
import org.foresign.model.policy.ApprovedBatch;
import org.foresign.model.tx.UnsignedTx;

/**
 * An approved batch whose nonces stand as signed in the vault's ledger. Made by {@code
 * org.foresign.vault.journal} alone; an architecture test holds that.
 */
public final class ClaimedBatch implements SigningTask {
  private final ApprovedBatch batch;

  public ClaimedBatch(ApprovedBatch batch) {
    this.batch = batch;
  }

  @Override
  public List<UnsignedTx> leaves() {
    return batch.leaves();
  }
}
