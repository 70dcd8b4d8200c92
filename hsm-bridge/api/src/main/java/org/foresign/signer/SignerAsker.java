package org.foresign.signer;

import java.util.List;
import org.foresign.model.problem.ProblemException;

/**
 * Whoever is at the side of a signer: does at a device what it asks for, and carries messages
 * between the members of a group. Called from the thread that signs, and may take hours.
 */
public interface SignerAsker {
  /** Nobody is there. */
  SignerAsker NOBODY =
      new SignerAsker() {
        @Override
        public boolean atDevice(DevicePrompt prompt, boolean again) {
          return false;
        }

        @Override
        public List<PeerMessage> carry(List<PeerMessage> outgoing) {
          return List.of();
        }
      };

  /**
   * Tells what a device waits for.
   *
   * @param again whether it was told just before, and the device still waits
   * @return whether to look again whether it was done; if not, signing stops here and can go on
   *     another time
   */
  boolean atDevice(DevicePrompt prompt, boolean again) throws ProblemException;

  /**
   * Takes messages for other members out. They are kept, and asked for again as long as answers are
   * missing.
   *
   * @return what came back; nothing to stop here and go on another time
   */
  List<PeerMessage> carry(List<PeerMessage> outgoing) throws ProblemException;
}
