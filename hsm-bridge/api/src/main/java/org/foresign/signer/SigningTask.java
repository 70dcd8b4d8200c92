package org.foresign.signer;

import java.util.List;
import org.foresign.model.tx.UnsignedTx;

/**
 * What a signer signs: a batch that is claimed or its part of one, or the proof that it holds a new
 * account's key.
 */
public sealed interface SigningTask permits ClaimedBatch, ClaimedBatch.Part, PossessionTask {
  /** In canonical order; a signer counts them by their place here. */
  List<UnsignedTx> leaves();
}
