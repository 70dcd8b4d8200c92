package org.foresign.model.batch;

import java.util.List;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Chain;

/**
 * Chain facts that the desk brings along, of one block.
 *
 * @param blockTime in seconds since 1970, as the block says
 * @param facts kept in the order of {@link SnapshotFact#ORDER}; one of a kind for each subject
 */
public record Snapshot(
    Chain chain, long blockNumber, Digest32 blockHash, long blockTime, List<SnapshotFact> facts) {
  public Snapshot {
    facts = facts.stream().sorted(SnapshotFact.ORDER).toList();
    for (int i = 1; i < facts.size(); i++) {
      if (SnapshotFact.ORDER.compare(facts.get(i - 1), facts.get(i)) == 0) {
        throw new IllegalArgumentException("a snapshot tells each fact once");
      }
    }
    if (blockNumber < 0 || blockTime < 0) {
      throw new IllegalArgumentException("a block has a number and a time");
    }
  }
}
