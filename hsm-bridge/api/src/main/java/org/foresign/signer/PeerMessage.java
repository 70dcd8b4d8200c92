package org.foresign.signer;

import org.foresign.codec.Bytes;

/**
 * A message between the members of a group that signs together; it travels in an envelope like
 * everything else.
 *
 * @param party number of the member it is for (outgoing) or from (incoming), from 1
 * @param round round of the protocol, from 1
 */
public record PeerMessage(int party, int round, Bytes payload) {
  public PeerMessage {
    if (party < 1 || round < 1) {
      throw new IllegalArgumentException("parties and rounds are numbered from 1");
    }
  }
}
