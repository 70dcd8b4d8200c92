package org.foresign.desk.hold;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.foresign.codec.Digest32;
import org.foresign.desk.settings.Batches;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.store.Database;

/** What held leaves do, computed from the requests of their batches. Thread-safe. */
final class HeldTransactions {
  /** Leaves of the batches that stay computed: three of the largest, about 20 MB. */
  private static final int KEPT_LEAVES = 3 * BatchRequest.MAX_LEAVES;

  private final Database database;
  private final Batches batches;
  private final Map<Long, ExpandedBatch> expanded = new LinkedHashMap<>(16, 0.75f, true);

  HeldTransactions(Database database, Batches batches) {
    this.database = database;
    this.batches = batches;
  }

  /** What a leaf does; its batch stays computed for a while. */
  synchronized UnsignedTx of(HeldLeaf leaf) throws ProblemException {
    ExpandedBatch batch = expanded.get(leaf.batch());
    if (batch == null) {
      batch = expand(leaf);
      makeRoom(batch.leaves().size());
      expanded.put(leaf.batch(), batch);
    }
    if (leaf.index() < 0 || leaf.index() >= batch.leaves().size()) {
      throw notAsSigned(leaf, "place " + leaf.index());
    }
    UnsignedTx tx = batch.leaves().get(leaf.index());
    if (tx.slot().nonce() != leaf.nonce() || tx.releaseClass() != leaf.releaseClass()) {
      throw notAsSigned(leaf, "nonce " + leaf.nonce());
    }
    return tx;
  }

  /** Lets go of the batches that were not asked about for longest. */
  private void makeRoom(int more) {
    int kept = expanded.values().stream().mapToInt(batch -> batch.leaves().size()).sum();
    Iterator<ExpandedBatch> oldest = expanded.values().iterator();
    while (kept + more > KEPT_LEAVES && oldest.hasNext()) {
      kept -= oldest.next().leaves().size();
      oldest.remove();
    }
  }

  private ExpandedBatch expand(HeldLeaf leaf) throws ProblemException {
    Digest32 digest =
        database
            .read(sql -> HeldBatches.digest(sql, leaf.batch()))
            .orElseThrow(() -> LeafRows.unknown(leaf.id()));
    PlannedBatch planned =
        batches.byDigest(digest).orElseThrow(() -> notAsSigned(leaf, "batch " + digest));
    ExpandedBatch batch = BatchExpander.expand(batches.request(planned));
    if (!batch.batchDigest().equals(digest)) {
      throw notAsSigned(leaf, "batch " + digest);
    }
    return batch;
  }

  static ProblemException notAsSigned(HeldLeaf leaf, String what) {
    return Problem.of(HoldProblem.LEAF_NOT_AS_SIGNED, "leaf " + leaf.id(), what).asException();
  }
}
