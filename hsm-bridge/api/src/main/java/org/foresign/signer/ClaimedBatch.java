package org.foresign.signer;

import java.util.List;
import java.util.Set;
import org.foresign.model.eth.Address;
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

  /** What one signer signs of a claimed batch. */
  record Part(List<UnsignedTx> leaves) implements SigningTask {}

  /** The leaves of these accounts. */
  public SigningTask of(Set<Address> accounts) {
    return new Part(
        batch.leaves().stream()
            .filter(leaf -> accounts.contains(leaf.slot().lane().account()))
            .toList());
  }

  @Override
  public List<UnsignedTx> leaves() {
    return batch.leaves();
  }
}
