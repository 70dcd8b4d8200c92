package org.foresign.vault.sign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;
import org.foresign.signer.KeyPlace;
import org.foresign.signer.PeerMessage;
import org.foresign.signer.Signer;
import org.foresign.signer.SignerAccount;
import org.foresign.signer.SignerCapabilities;
import org.foresign.signer.SignerEvent;
import org.foresign.signer.SignerProvider;
import org.foresign.signer.SignerSecrets;
import org.foresign.signer.SigningCheckpoint;
import org.foresign.signer.SigningSession;
import org.foresign.signer.SigningTask;

/**
 * Has the shape of a group that signs together: before a leaf is signed, two rounds of messages
 * travel, and what it must remember of them is secret. A single key signs at the end.
 */
public final class FakeGroup implements SignerProvider {
  private static final int ROUNDS = 2;
  private static final Secp256k1 CURVE = new BouncySecp256k1();
  private static final byte[] KEY = key();

  public static final String REFERENCE = "group of two";
  public static final Address ACCOUNT = Address.ofPublicKey(CURVE.publicKey(KEY));

  /** What the group must remember and nobody may read. */
  public static final Bytes SECRET = Bytes.of("a share nobody may read".getBytes(US_ASCII));

  @Override
  public SignerKind kind() {
    return SignerKind.MPC;
  }

  /** The answer of the other member. */
  public static PeerMessage answer(PeerMessage question) {
    return new PeerMessage(question.party(), question.round(), Bytes.of((byte) 9));
  }

  @Override
  public Address account(KeyPlace place, SignerSecrets secrets) {
    return ACCOUNT;
  }

  @Override
  public Signer open(List<SignerAccount> accounts, SignerSecrets secrets) {
    return new Signer() {
      @Override
      public SignerCapabilities capabilities() {
        return new SignerCapabilities(kind(), Set.of(ACCOUNT), false, true);
      }

      @Override
      public SigningSession open(SigningTask task, SigningCheckpoint checkpoint) {
        return new Session(task, checkpoint);
      }

      @Override
      public void close() {}
    };
  }

  private static byte[] key() {
    byte[] key = new byte[32];
    key[0] = 0x31;
    key[31] = 9;
    return key;
  }

  private static final class Session implements SigningSession {
    private final SigningTask task;
    private final BitSet signed;
    private int round;

    Session(SigningTask task, SigningCheckpoint checkpoint) {
      this.task = task;
      this.signed = checkpoint.signed();
      Bytes state = checkpoint.signerState();
      this.round = state.isEmpty() ? 1 : state.at(state.size() - 1);
    }

    @Override
    public SignerEvent advance() {
      int next = signed.nextClearBit(0);
      if (next >= task.leaves().size()) {
        return new SignerEvent.Finished();
      }
      if (round <= ROUNDS) {
        return new SignerEvent.HasMessages(
            List.of(new PeerMessage(2, round, Bytes.of((byte) 7, (byte) round))));
      }
      signed.set(next);
      return new SignerEvent.Signed(
          next, CURVE.sign(KEY, task.leaves().get(next).signingDigest().toArray()));
    }

    @Override
    public void deliver(List<PeerMessage> messages) {
      if (messages.stream().anyMatch(message -> message.round() == round)) {
        round++;
      }
    }

    @Override
    public SigningCheckpoint checkpoint() {
      Bytes state = round == 1 ? Bytes.EMPTY : SECRET.concat(Bytes.of((byte) round));
      return new SigningCheckpoint(Bytes.of(signed.toByteArray()), state);
    }

    @Override
    public void close() {}
  }
}
