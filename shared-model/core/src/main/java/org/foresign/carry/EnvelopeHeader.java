package org.foresign.carry;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.problem.ProblemException;

/**
 * What the outside of an envelope says; both layers authenticate it (docs/spec/envelope.md).
 *
 * @param practice whether both machines are for practice, as their cards say
 * @param sender digest of the sender's identity card
 * @param receiver digest of the receiver's identity card
 * @param receiverInstance 16 bytes when the receiver is a vault, else empty
 * @param messageId 16 bytes: the batch id of a delivery or a signed batch, else random
 */
public record EnvelopeHeader(
    FormatType type,
    Direction direction,
    boolean practice,
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

  /**
   * The outside of a message between two parties that hold each other's card.
   *
   * @throws IllegalArgumentException if one of them is for practice and the other is not
   * @throws ProblemException if the receiver's card does not list the type
   */
  public static EnvelopeHeader between(
      FormatType type,
      Direction direction,
      SignedIdentityCard sender,
      SignedIdentityCard receiver,
      Bytes messageId)
      throws ProblemException {
    type.requireReadBy(receiver.card());
    boolean practice = sender.card().practice();
    if (practice != receiver.card().practice()) {
      throw new IllegalArgumentException("practice and real machines exchange no messages");
    }
    return new EnvelopeHeader(
        type,
        direction,
        practice,
        sender.digest(),
        receiver.digest(),
        direction == Direction.DESK_TO_VAULT
            ? receiver.card().instance().orElse(Bytes.EMPTY)
            : Bytes.EMPTY,
        messageId);
  }
}
