package org.foresign.desk.chain;

/** Where a transaction is. */
public sealed interface TxPresence {

  /** A quorum of endpoints has not seen it. It may still exist elsewhere. */
  record Unseen() implements TxPresence {}

  /** In the pool of at least one endpoint. */
  record Pooled(int endpoints) implements TxPresence {}

  /** Included in this block according to a quorum; not yet final. */
  record Mined(BlockRef block) implements TxPresence {}
}
