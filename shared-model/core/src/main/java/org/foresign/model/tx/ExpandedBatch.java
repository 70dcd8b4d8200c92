package org.foresign.model.tx;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.BatchRequest;

/**
 * A request with every leaf computed and the one digest that approvals, results, journal and words
 * use (docs/spec/batch-request.md, "Batch digest").
 *
 * @param requestBytes exact canonical bytes of the request
 */
public record ExpandedBatch(
    BatchRequest request, Bytes requestBytes, List<UnsignedTx> leaves, Digest32 batchDigest) {
  public ExpandedBatch {
    leaves = List.copyOf(leaves);
  }
}
