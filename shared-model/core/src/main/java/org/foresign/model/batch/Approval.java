package org.foresign.model.batch;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;

/**
 * A desk approver's word for one batch (docs/spec/approval.md).
 *
 * @param approver digest of the approver's identity card
 * @param approvedAt seconds since 1970 by the approver's clock
 * @param signature Ed25519 over domain tag, batch digest, approver and time; 64 bytes
 */
public record Approval(Digest32 batchDigest, Digest32 approver, long approvedAt, Bytes signature) {
  public static final int VERSION = 1;

  public Approval {
    if (signature.size() != 64 || approvedAt < 0) {
      throw new IllegalArgumentException("signature or time of an approval is outside its range");
    }
  }
}
