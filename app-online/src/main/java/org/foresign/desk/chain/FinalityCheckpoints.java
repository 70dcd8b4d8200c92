package org.foresign.desk.chain;

import org.foresign.codec.Digest32;

/** The finalized and the justified checkpoint. */
public record FinalityCheckpoints(Checkpoint finalized, Checkpoint justified) {

  /** An epoch and the root of the block that begins it. */
  public record Checkpoint(long epoch, Digest32 root) {}
}
