package org.foresign.signer;

import java.util.List;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.model.problem.Problem;

/** What a signing session says after each step. */
public sealed interface SignerEvent {
  /**
   * A signature as the signer gave it: not checked yet.
   *
   * @param leafIndex place in the task's leaves, from 0
   */
  record Signed(int leafIndex, EcdsaSignature signature) implements SignerEvent {}

  /** Somebody must do something at a device. */
  record WaitingForDevice(DevicePrompt prompt) implements SignerEvent {}

  /** Messages must travel to other machines, and theirs must come back. */
  record HasMessages(List<PeerMessage> outgoing) implements SignerEvent {
    public HasMessages {
      outgoing = List.copyOf(outgoing);
    }
  }

  /** No leaf is left to sign. */
  record Finished() implements SignerEvent {}

  /** It can't go on; the leaves signed before stay signed. */
  record Failed(Problem problem) implements SignerEvent {}
}
