package org.foresign.signer;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.card.SignerKind;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ApprovedBatch;

/**
 * Has the shape of a group that signs together: rounds of messages come before the first signature,
 * and the session remembers the round it is in. The signatures themselves are a single key's.
 */
final class GroupSigner implements Signer {
  private final FakeSigner one = FakeSigner.good(1);
  private final int rounds;

  GroupSigner(int rounds) {
    this.rounds = rounds;
  }

  @Override
  public SignerCapabilities capabilities() {
    return new SignerCapabilities(SignerKind.MPC, one.capabilities().accounts(), false, true);
  }

  @Override
  public SigningSession open(ApprovedBatch batch, SigningCheckpoint checkpoint)
      throws ProblemException {
    int round = checkpoint.signerState().isEmpty() ? 1 : checkpoint.signerState().at(0);
    return new Session(one.open(batch, checkpoint), round);
  }

  @Override
  public void close() {
    one.close();
  }

  private final class Session implements SigningSession {
    private final SigningSession signatures;
    private int round;

    Session(SigningSession signatures, int round) {
      this.signatures = signatures;
      this.round = round;
    }

    @Override
    public SignerEvent advance() {
      if (round > rounds) {
        return signatures.advance();
      }
      return new SignerEvent.HasMessages(
          List.of(new PeerMessage(2, round, Bytes.of((byte) 7, (byte) round))));
    }

    @Override
    public void deliver(List<PeerMessage> messages) {
      if (messages.stream().allMatch(message -> message.round() == round)) {
        round++;
      }
    }

    @Override
    public SigningCheckpoint checkpoint() {
      return new SigningCheckpoint(signatures.checkpoint().signedBits(), Bytes.of((byte) round));
    }

    @Override
    public void close() {
      signatures.close();
    }
  }
}
