package org.foresign.signer;

import java.util.List;

/**
 * One batch on its way through a signer, driven step by step from one thread. {@link SigningRun}
 * drives it and checks what comes out; nobody else should.
 */
public interface SigningSession extends AutoCloseable {
  /**
   * Does the next piece of work and says what came of it. After {@link SignerEvent.Finished} or
   * {@link SignerEvent.Failed} it says the same again. While it waits, calling it looks again.
   */
  SignerEvent advance();

  /**
   * Hands over messages that were carried here for a session that has {@link
   * SignerEvent.HasMessages}.
   *
   * @throws IllegalStateException if this signer carries no messages
   */
  void deliver(List<PeerMessage> messages);

  /** Where it stands, to go on later with {@link Signer#open}. */
  SigningCheckpoint checkpoint();

  /** Ends the session and wipes what it holds. Signatures already given stay valid. */
  @Override
  void close();
}
