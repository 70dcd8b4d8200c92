package org.foresign.signer;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;

/** A signer with fixed test keys that behaves well, or misbehaves at one leaf in a chosen way. */
public final class FakeSigner implements Signer {
  /** What goes wrong. */
  public enum Fault {
    NONE,
    /** Signs another digest. */
    OTHER_DIGEST,
    /** Signs with a key of its own. */
    OTHER_KEY,
    /** Answers the right r and s with the other parity. */
    OTHER_PARITY,
    /** Answers for the leaf before once more. */
    REPEATS_LEAF,
    /** Answers for a leaf that does not exist. */
    UNKNOWN_LEAF,
    /** Says that it has finished. */
    STOPS_EARLY,
    /** Fails with {@link SignerProblem#SIGNER_UNREACHABLE}. */
    FAILS,
    /** Asks for a confirmation, and goes on when asked again. */
    ASKS_FIRST
  }

  private final Secp256k1 curve = new BouncySecp256k1();
  private final Map<Address, byte[]> keys = new TreeMap<>();
  private final Fault fault;
  private final int faultAt;
  private boolean closed;

  private FakeSigner(int accounts, Fault fault, int faultAt) {
    for (int i = 1; i <= accounts; i++) {
      byte[] key = new byte[32];
      key[0] = 0x11;
      key[31] = (byte) i;
      keys.put(Address.ofPublicKey(curve.publicKey(key)), key);
    }
    this.fault = fault;
    this.faultAt = faultAt;
  }

  public static FakeSigner good(int accounts) {
    return new FakeSigner(accounts, Fault.NONE, -1);
  }

  /**
   * @param faultAt index of the leaf at which it happens
   */
  public static FakeSigner faulty(int accounts, Fault fault, int faultAt) {
    return new FakeSigner(accounts, fault, faultAt);
  }

  @Override
  public SignerCapabilities capabilities() {
    return new SignerCapabilities(
        SignerKind.LOCAL, keys.keySet(), fault == Fault.ASKS_FIRST, false);
  }

  @Override
  public SigningSession open(SigningTask task, SigningCheckpoint checkpoint)
      throws ProblemException {
    for (UnsignedTx leaf : task.leaves()) {
      if (!keys.containsKey(leaf.slot().lane().account())) {
        throw Problem.of(SignerProblem.SIGNER_NO_KEY, leaf.slot().lane().account().toString())
            .asException();
      }
    }
    return new Session(task.leaves(), checkpoint.signed());
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Session implements SigningSession {
    private final List<UnsignedTx> leaves;
    private final BitSet signed;
    private boolean asked;
    private boolean over;

    Session(List<UnsignedTx> leaves, BitSet signed) {
      this.leaves = leaves;
      this.signed = signed;
    }

    @Override
    public SignerEvent advance() {
      int next = signed.nextClearBit(0);
      if (next >= leaves.size()) {
        return new SignerEvent.Finished();
      }
      if (over || closed) {
        return new SignerEvent.Failed(Problem.of(SignerProblem.SIGNER_CLOSED));
      }
      return next == faultAt ? misbehave(next) : answer(next);
    }

    private SignerEvent misbehave(int next) {
      return switch (fault) {
        case NONE -> answer(next);
        case OTHER_DIGEST -> {
          byte[] digest = leaves.get(next).signingDigest().toArray();
          digest[0] ^= 1;
          signed.set(next);
          yield new SignerEvent.Signed(next, curve.sign(key(next), digest));
        }
        case OTHER_KEY -> {
          byte[] other = key(next).clone();
          other[5] ^= 1;
          signed.set(next);
          yield new SignerEvent.Signed(
              next, curve.sign(other, leaves.get(next).signingDigest().toArray()));
        }
        case OTHER_PARITY -> {
          EcdsaSignature good = sign(next);
          signed.set(next);
          yield new SignerEvent.Signed(
              next, new EcdsaSignature(good.compact(), 1 - good.yParity()));
        }
        case REPEATS_LEAF -> {
          signed.set(next);
          yield new SignerEvent.Signed(next - 1, sign(next - 1));
        }
        case UNKNOWN_LEAF -> new SignerEvent.Signed(leaves.size(), sign(next));
        case STOPS_EARLY -> new SignerEvent.Finished();
        case FAILS -> new SignerEvent.Failed(Problem.of(SignerProblem.SIGNER_UNREACHABLE));
        case ASKS_FIRST -> {
          if (asked) {
            yield answer(next);
          }
          asked = true;
          yield new SignerEvent.WaitingForDevice(
              new DevicePrompt(DevicePrompt.Step.CONFIRM, next, List.of("Nonce " + next)));
        }
      };
    }

    private SignerEvent answer(int index) {
      signed.set(index);
      return new SignerEvent.Signed(index, sign(index));
    }

    private EcdsaSignature sign(int index) {
      return curve.sign(key(index), leaves.get(index).signingDigest().toArray());
    }

    private byte[] key(int index) {
      return keys.getOrDefault(leaves.get(index).slot().lane().account(), new byte[0]);
    }

    @Override
    public void deliver(List<PeerMessage> messages) {
      throw new IllegalStateException("this signer carries no messages");
    }

    @Override
    public SigningCheckpoint checkpoint() {
      return new SigningCheckpoint(Bytes.of(signed.toByteArray()), Bytes.EMPTY);
    }

    @Override
    public void close() {
      over = true;
    }
  }
}
