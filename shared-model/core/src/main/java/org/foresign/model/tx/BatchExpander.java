package org.foresign.model.tx;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.Sha256;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.BatchProblem;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.Run;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.operation.Call;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationDecoder;
import org.foresign.model.operation.OperationEncoder;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Computes every transaction of a request and the batch digest: a pure function that desk, vault
 * and approvers share (docs/spec/batch-request.md, "Expansion", "Batch digest").
 */
public final class BatchExpander {
  /** A record a leaf: family byte, chain id, sender, signing digest. */
  private static final int LEAF_RECORD = 1 + Long.BYTES + 20 + 32;

  private final List<UnsignedTx> leaves;
  private final MessageDigest digest;

  private BatchExpander(BatchRequest request, Bytes requestBytes) {
    this.leaves = new ArrayList<>(request.leafCount());
    this.digest = Sha256.digest();
    digest.update(DomainTag.of("batch-digest"));
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(requestBytes.size()).array());
    digest.update(requestBytes.toArray());
  }

  /**
   * Decodes and expands the exact bytes of a request.
   *
   * @throws ProblemException if they are no request, or one that has no transactions
   */
  public static ExpandedBatch expand(Bytes requestBytes) throws ProblemException {
    return expandDecoded(BatchRequestCodec.decode(requestBytes), requestBytes);
  }

  /**
   * Expands a request.
   *
   * @param requestBytes its encoding
   * @throws ProblemException if an operation has no transaction on its chain, does not read back,
   *     or two leaves of an account are the same transaction
   * @throws IllegalArgumentException if {@code requestBytes} is not the request's encoding
   */
  public static ExpandedBatch expand(BatchRequest request, Bytes requestBytes)
      throws ProblemException {
    if (!BatchRequestCodec.encode(request).equals(requestBytes)) {
      throw new IllegalArgumentException("these bytes are another request's");
    }
    return expandDecoded(request, requestBytes);
  }

  private static ExpandedBatch expandDecoded(BatchRequest request, Bytes requestBytes)
      throws ProblemException {
    BatchExpander expander = new BatchExpander(request, requestBytes);
    for (Lane lane : request.lanes()) {
      expander.addLane(lane);
    }
    return new ExpandedBatch(
        request, requestBytes, expander.leaves, Digest32.of(expander.digest.digest()));
  }

  private void addLane(Lane lane) throws ProblemException {
    Set<Digest32> seen = new HashSet<>();
    ByteBuffer leaf = ByteBuffer.allocate(LEAF_RECORD);
    leaf.put((byte) lane.id().chain().family().code());
    leaf.putLong(lane.id().chain().reference());
    leaf.put(lane.id().account().toArray());
    int prefix = leaf.position();
    int first = leaves.size();
    for (Run run : lane.runs()) {
      addRun(lane.id(), run);
    }
    for (UnsignedTx tx : leaves.subList(first, leaves.size())) {
      if (!seen.add(tx.signingDigest())) {
        throw Problem.of(
                BatchProblem.REQUEST_LEAF_TWICE, tx.slot().toString(), "leaf " + tx.index())
            .asException();
      }
      digest.update(leaf.position(prefix).put(tx.signingDigest().toArray()).array());
    }
  }

  private void addRun(LaneId lane, Run run) throws ProblemException {
    List<List<Call>> calls = new ArrayList<>();
    for (Alternative alternative : run.alternatives()) {
      calls.add(calls(lane, alternative));
    }
    for (int offset = 0; offset < run.count(); offset++) {
      SlotId slot = new SlotId(lane, run.firstNonce() + offset);
      for (int index = 0; index < calls.size(); index++) {
        addLeaves(slot, index, run.alternatives().get(index), offset, calls.get(index).get(offset));
      }
    }
  }

  /** One call for each slot; where the operation stays the same, so does the call. */
  private static List<Call> calls(LaneId lane, Alternative alternative) throws ProblemException {
    List<Call> calls = new ArrayList<>(alternative.operations().size());
    for (Operation operation : alternative.operations()) {
      int done = calls.size();
      boolean same = done > 0 && alternative.operations().get(done - 1).equals(operation);
      calls.add(same ? calls.getLast() : checkedCall(lane, operation));
    }
    return calls;
  }

  private static Call checkedCall(LaneId lane, Operation operation) throws ProblemException {
    Call call = OperationEncoder.encode(operation, lane.chain(), lane.account());
    Operation back = OperationDecoder.decode(call, lane.chain(), lane.account());
    if (!back.equals(operation)) {
      throw Problem.of(
              BatchProblem.REQUEST_LEAF_DIFFERS,
              "asked " + operation.kind(),
              "reads back as " + back.kind())
          .asException();
    }
    return call;
  }

  private void addLeaves(SlotId slot, int index, Alternative alternative, int offset, Call call) {
    for (int tier = 0; tier < alternative.tiers().size(); tier++) {
      Eip1559Tx tx =
          new Eip1559Tx(
              slot.lane().chain(),
              slot.nonce(),
              alternative.tiers().get(tier),
              alternative.gasLimit(),
              call.to(),
              call.value(),
              call.data());
      leaves.add(
          new UnsignedTx(
              leaves.size(),
              slot,
              index,
              tier,
              alternative.operations().get(offset),
              alternative.releaseClass(),
              tx,
              tx.signingDigest(),
              alternative.reference(offset)));
    }
  }
}
