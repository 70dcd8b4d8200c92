package org.foresign.signer;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.card.SignerKind;
import org.foresign.model.problem.ProblemException;

/**
 * Has the shape of a group that signs together: rounds of messages come before the first signature,
 * and the session remembers the round it is in. The signatures themselves are a single key's.
 */
final class GroupSigner implements Signer {
  private final FakeSigner one;
  private final int rounds;
  private boolean closed;

  GroupSigner(int accounts, int rounds) {
    this.one = FakeSigner.good(accounts);
    this.rounds = rounds;
  }

  @Override
  public SignerCapabilities capabilities() {
    return new SignerCapabilities(SignerKind.MPC, one.capabilities().accounts(), false, true);
  }

  @Override
  public SigningSession open(SigningTask task, SigningCheckpoint checkpoint)
      throws ProblemException {
    int round = checkpoint.signerState().isEmpty() ? 1 : checkpoint.signerState().at(0);
    boolean allSigned = checkpoint.signed().cardinality() == task.leaves().size();
    return new Session(one.open(task, checkpoint), allSigned ? rounds + 1 : round);
  }

  @Override
  public void close() {
    closed = true;
    one.close();
  }

  private final class Session implements SigningSession {
    private final SigningSession signatures;
    private int round;
    private boolean over;

    Session(SigningSession signatures, int round) {
      this.signatures = signatures;
      this.round = round;
    }

    @Override
    public SignerEvent advance() {
      if (over || closed || round > rounds) {
        return signatures.advance();
      }
      return new SignerEvent.HasMessages(
          List.of(new PeerMessage(2, round, Bytes.of((byte) 7, (byte) round))));
    }

    @Override
    public void deliver(List<PeerMessage> messages) {
      if (!messages.isEmpty() && messages.stream().allMatch(one -> one.round() == round)) {
        round++;
      }
    }

    @Override
    public SigningCheckpoint checkpoint() {
      return new SigningCheckpoint(signatures.checkpoint().signedBits(), Bytes.of((byte) round));
    }

    @Override
    public void close() {
      over = true;
      signatures.close();
    }
  }
}
