package org.foresign.model.batch;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Bytes of what the desk's envelope carries (docs/spec/approval.md, "Delivery"). */
public final class BatchDeliveryCodec {
  private static final int VERSION = 1;
  private static final int FIELDS = 3;

  private BatchDeliveryCodec() {}

  public static Bytes encode(BatchDelivery delivery) {
    CborWriter writer = new CborWriter().array(FIELDS).uint(VERSION);
    writer.bytes(delivery.request());
    writer.array(delivery.approvals().size());
    delivery.approvals().forEach(approval -> writer.bytes(ApprovalCodec.encode(approval)));
    return writer.toBytes();
  }

  /**
   * Reads the delivery and its approvals; the request stays bytes for {@link BatchRequestCodec}.
   *
   * @throws ProblemException with a {@link BatchProblem} or a {@link CodecProblem}
   */
  public static BatchDelivery decode(Bytes bytes) throws ProblemException {
    CborReader reader = new CborReader(bytes, BatchDelivery.MAX_BYTES);
    Decoding.requireVersionedArray(reader, FIELDS, VERSION);
    Bytes request = reader.bytes(BatchRequest.MAX_BYTES);
    List<Approval> approvals =
        reader.list(
            BatchDelivery.MAX_APPROVALS,
            item -> ApprovalCodec.decode(item.bytes(ApprovalCodec.MAX_BYTES)));
    reader.end();
    BatchDelivery delivery =
        Decoding.make(
            BatchProblem.APPROVALS_DISORDERED, () -> new BatchDelivery(request, approvals));
    if (!delivery.approvals().equals(approvals)) {
      throw Problem.of(BatchProblem.APPROVALS_DISORDERED).asException();
    }
    return delivery;
  }
}
