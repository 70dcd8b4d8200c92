package org.foresign.vault.sign;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.signer.DevicePrompt;
import org.foresign.signer.KeyPlace;
import org.foresign.signer.PeerMessage;
import org.foresign.signer.Signer;
import org.foresign.signer.SignerAccount;
import org.foresign.signer.SignerAsker;
import org.foresign.signer.SignerCapabilities;
import org.foresign.signer.SignerEvent;
import org.foresign.signer.SignerProblem;
import org.foresign.signer.SignerProvider;
import org.foresign.signer.SignerSecrets;
import org.foresign.signer.SigningCheckpoint;
import org.foresign.signer.SigningSession;
import org.foresign.signer.SigningTask;

/**
 * A device with one key, which asks to be connected, unlocked and put into its app, and for a press
 * on its button for each leaf. Whoever is at it does what it says between two looks; a leaf that
 * nobody is there for is waited for.
 */
public final class FakeDevice implements SignerProvider {
  public static final String REFERENCE = "device one, m/44'/60'/0'/0/0";

  /** Lets the device ask, and stops when nobody has done it at the second look. */
  public static final SignerAsker PATIENT =
      new SignerAsker() {
        @Override
        public boolean atDevice(DevicePrompt prompt, boolean again) {
          return !again;
        }

        @Override
        public List<PeerMessage> carry(List<PeerMessage> outgoing) {
          return List.of();
        }
      };

  private static final Secp256k1 CURVE = new BouncySecp256k1();
  private static final byte[] KEY = key();

  public static final Address ACCOUNT = Address.ofPublicKey(CURVE.publicKey(KEY));

  /** What happens at a leaf, counted among those that the device signs. */
  public enum Fault {
    /** The person refuses it. */
    REFUSED,
    /** The plug is pulled, and put in again when the device asks for it. */
    PULLED_OUT,
    /** It answers with the signature of another digest. */
    WRONG,
    /** The person has gone for lunch. */
    NOBODY
  }

  private final Map<Integer, Fault> faults = new TreeMap<>();
  private final List<Long> confirmed = new ArrayList<>();
  private DevicePrompt.Step done;

  /** Something happens at a leaf. */
  public FakeDevice at(int leaf, Fault fault) {
    faults.put(leaf, fault);
    return this;
  }

  /** Nothing happens any more. */
  public void mend() {
    faults.clear();
  }

  /** Nonces for which the button was pressed, in order; a nonce has several leaves. */
  public List<Long> confirmed() {
    return confirmed;
  }

  @Override
  public SignerKind kind() {
    return SignerKind.LEDGER;
  }

  @Override
  public Address account(KeyPlace place, SignerSecrets secrets) {
    return ACCOUNT;
  }

  @Override
  public Signer open(List<SignerAccount> accounts, SignerSecrets secrets) {
    done = null;
    return new Signer() {
      @Override
      public SignerCapabilities capabilities() {
        return new SignerCapabilities(kind(), Set.of(ACCOUNT), true, false);
      }

      @Override
      public SigningSession open(SigningTask task, SigningCheckpoint checkpoint) {
        return new Session(task.leaves(), checkpoint.signed());
      }

      @Override
      public void close() {}
    };
  }

  private static byte[] key() {
    byte[] key = new byte[32];
    key[0] = 0x21;
    key[31] = 7;
    return key;
  }

  private final class Session implements SigningSession {
    private final List<UnsignedTx> leaves;
    private final BitSet signed;
    private int asked = -1;

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
      DevicePrompt.Step step = nextStep();
      if (step != DevicePrompt.Step.CONFIRM) {
        done = step;
        return new SignerEvent.WaitingForDevice(new DevicePrompt(step, -1, List.of()));
      }
      if (asked != next) {
        asked = next;
        return confirm(next);
      }
      return switch (faults.get(next)) {
        case REFUSED ->
            new SignerEvent.Failed(Problem.of(SignerProblem.SIGNER_REFUSED, "leaf " + next));
        case NOBODY -> confirm(next);
        case PULLED_OUT -> {
          faults.remove(next);
          done = null;
          asked = -1;
          yield advance();
        }
        case WRONG -> sign(next, true);
        case null -> sign(next, false);
      };
    }

    /** The one after what was done last. */
    private static DevicePrompt.Step after(DevicePrompt.Step step) {
      return DevicePrompt.Step.values()[step.ordinal() + 1];
    }

    private DevicePrompt.Step nextStep() {
      if (done == null) {
        return DevicePrompt.Step.CONNECT;
      }
      return done == DevicePrompt.Step.CONFIRM ? done : after(done);
    }

    private SignerEvent confirm(int leaf) {
      UnsignedTx tx = leaves.get(leaf);
      return new SignerEvent.WaitingForDevice(
          new DevicePrompt(
              DevicePrompt.Step.CONFIRM,
              leaf,
              List.of("Nonce " + tx.slot().nonce(), "To " + tx.tx().to())));
    }

    private SignerEvent sign(int leaf, boolean wrong) {
      byte[] digest = leaves.get(leaf).signingDigest().toArray();
      digest[0] ^= (byte) (wrong ? 1 : 0);
      EcdsaSignature signature = CURVE.sign(KEY, digest);
      signed.set(leaf);
      confirmed.add(leaves.get(leaf).slot().nonce());
      return new SignerEvent.Signed(leaf, signature);
    }

    @Override
    public void deliver(List<PeerMessage> messages) {
      throw new IllegalStateException("a device carries no messages");
    }

    @Override
    public SigningCheckpoint checkpoint() {
      return new SigningCheckpoint(Bytes.of(signed.toByteArray()), Bytes.EMPTY);
    }

    @Override
    public void close() {}
  }
}
