package org.foresign.model.batch;

import java.util.List;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Chain;

/**
 * Chain facts that the desk brings along, of one block.
 *
 * @param blockTime in seconds since 1970, as the block says
 */
public record Snapshot(
    Chain chain, long blockNumber, Digest32 blockHash, long blockTime, List<SnapshotFact> facts) {
  public Snapshot {
    facts = List.copyOf(facts);
    if (blockNumber < 0 || blockTime < 0) {
      throw new IllegalArgumentException("a block has a number and a time");
    }
  }
}
