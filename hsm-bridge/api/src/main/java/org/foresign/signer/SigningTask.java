package org.foresign.signer;

import java.util.List;
import org.foresign.model.tx.UnsignedTx;

/** What a signer signs: a batch that is claimed, or the proof that it holds a new account's key. */
public sealed interface SigningTask permits ClaimedBatch, PossessionTask {
  /** In canonical order. */
  List<UnsignedTx> leaves();
}
