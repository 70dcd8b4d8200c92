package org.foresign.carry;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;

/**
 * What the outside of an envelope says; both layers authenticate it (docs/spec/envelope.md).
 *
 * @param sender digest of the sender's identity card
 * @param receiver digest of the receiver's identity card
 * @param receiverInstance 16 bytes when the receiver is a vault, else empty
 * @param messageId 16 bytes: the batch id of a delivery or a signed batch, else random
 */
public record EnvelopeHeader(
    FormatType type,
    Direction direction,
    Digest32 sender,
    Digest32 receiver,
    Bytes receiverInstance,
    Bytes messageId) {
  public static final int VERSION = 1;

  public EnvelopeHeader {
    boolean toVault = direction == Direction.DESK_TO_VAULT;
    if (receiverInstance.size() != (toVault ? 16 : 0)) {
      throw new IllegalArgumentException("a vault, and only a vault, has an instance of 16 bytes");
    }
    if (messageId.size() != 16) {
      throw new IllegalArgumentException("a message id has 16 bytes");
    }
  }
}
