package org.foresign.model.batch;

import java.nio.ByteBuffer;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Digest32;
import org.foresign.crypto.DomainTag;
import org.foresign.model.problem.ProblemException;

/** Bytes of an approval and of what its signature is over (docs/spec/approval.md). */
public final class ApprovalCodec {
  /** Bound before anything is read; an approval has about 150 bytes. */
  public static final int MAX_BYTES = 256;

  private ApprovalCodec() {}

  /** What the approver signs with Ed25519: tag, batch digest, card digest, time as uint64. */
  public static byte[] signedBytes(Digest32 batchDigest, Digest32 approver, long approvedAt) {
    byte[] tag = DomainTag.of("approval");
    return ByteBuffer.allocate(tag.length + 72)
        .put(tag)
        .put(batchDigest.toArray())
        .put(approver.toArray())
        .putLong(approvedAt)
        .array();
  }

  /** As {@link #signedBytes(Digest32, Digest32, long)} for an approval that was received. */
  public static byte[] signedBytes(Approval approval) {
    return signedBytes(approval.batchDigest(), approval.approver(), approval.approvedAt());
  }

  public static Bytes encode(Approval approval) {
    CborWriter writer = new CborWriter().map(5);
    writer.key(1).uint(Approval.VERSION);
    writer.key(2).bytes(approval.batchDigest().bytes());
    writer.key(3).bytes(approval.approver().bytes());
    writer.key(4).uint(approval.approvedAt());
    writer.key(5).bytes(approval.signature());
    return writer.toBytes();
  }

  /**
   * Reads an approval; its signature is not checked here.
   *
   * @throws ProblemException with a {@link CodecProblem}
   */
  public static Approval decode(Bytes bytes) throws ProblemException {
    CborMapReader map = CborMapReader.open(bytes, MAX_BYTES, 5, Approval.VERSION);
    Digest32 batchDigest = map.at(2).digest32();
    Digest32 approver = map.at(3).digest32();
    long approvedAt = map.at(4).uint();
    Bytes signature = map.at(5).bytesExactly(64);
    map.end();
    return new Approval(batchDigest, approver, approvedAt, signature);
  }
}
