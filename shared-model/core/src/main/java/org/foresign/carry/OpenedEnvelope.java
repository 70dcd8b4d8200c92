package org.foresign.carry;

import org.foresign.codec.Bytes;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** What opening an envelope came to. */
public sealed interface OpenedEnvelope {
  /** It is from the pinned sender, for this receiver, unchanged and new. */
  record Message(EnvelopeHeader header, Bytes payload) implements OpenedEnvelope {}

  /** It was refused; no byte of its payload was decoded and no state changed. */
  record Refused(Problem problem) implements OpenedEnvelope {}

  /**
   * The message.
   *
   * @throws ProblemException with the reason when it was refused
   */
  default Message orThrow() throws ProblemException {
    return switch (this) {
      case Message message -> message;
      case Refused refused -> throw new ProblemException(refused.problem());
    };
  }
}
