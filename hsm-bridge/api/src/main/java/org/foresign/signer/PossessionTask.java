package org.foresign.signer;

import java.util.List;
import org.foresign.model.card.AccountCardCodec;
import org.foresign.model.tx.UnsignedTx;

/**
 * The one transaction that proves the possession of a new account's key
 * (docs/spec/account-card.md). It moves nothing, so nothing is claimed for it.
 */
public final class PossessionTask implements SigningTask {
  private final UnsignedTx leaf;

  /**
   * @throws IllegalArgumentException if it is any other transaction
   */
  public PossessionTask(UnsignedTx leaf) {
    if (!leaf.tx().equals(AccountCardCodec.possession(leaf.slot().lane().account()))
        || !leaf.signingDigest().equals(leaf.tx().signingDigest())) {
      throw new IllegalArgumentException("not the transaction that proves possession");
    }
    this.leaf = leaf;
  }

  @Override
  public List<UnsignedTx> leaves() {
    return List.of(leaf);
  }
}
