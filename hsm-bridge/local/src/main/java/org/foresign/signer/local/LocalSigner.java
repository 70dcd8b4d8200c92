package org.foresign.signer.local;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.secret.SecretAccess;
import org.foresign.signer.PeerMessage;
import org.foresign.signer.Signer;
import org.foresign.signer.SignerCapabilities;
import org.foresign.signer.SignerEvent;
import org.foresign.signer.SignerProblem;
import org.foresign.signer.SigningCheckpoint;
import org.foresign.signer.SigningSession;
import org.foresign.signer.SigningTask;

/**
 * Signs with keys in this process's memory, the trivial case of a signer: it never waits. Owns its
 * keys and wipes them at close.
 */
public final class LocalSigner implements Signer {
  private static final int COMPACT = 64;

  private final Map<Address, LocalKey> keys = new TreeMap<>();
  private final Secp256k1 curve;
  private final SecretAccess access;
  private volatile boolean closed;

  /**
   * @param keys one for each account; ownership passes to the signer
   */
  public LocalSigner(Collection<LocalKey> keys, Secp256k1 curve, SecretAccess access) {
    for (LocalKey key : keys) {
      if (this.keys.put(key.address(), key) != null) {
        throw new IllegalArgumentException("two keys of one account");
      }
    }
    this.curve = curve;
    this.access = access;
  }

  @Override
  public SignerCapabilities capabilities() {
    return new SignerCapabilities(SignerKind.LOCAL, keys.keySet(), false, false);
  }

  @Override
  public SigningSession open(SigningTask task, SigningCheckpoint checkpoint)
      throws ProblemException {
    for (UnsignedTx leaf : task.leaves()) {
      Address account = leaf.slot().lane().account();
      if (key(account).isEmpty()) {
        throw Problem.of(SignerProblem.SIGNER_NO_KEY, account.toString()).asException();
      }
    }
    return new Session(task.leaves(), checkpoint.signed());
  }

  @Override
  public void close() {
    closed = true;
    keys.values().forEach(LocalKey::close);
  }

  @Override
  public String toString() {
    return "LocalSigner(" + keys.size() + " accounts)";
  }

  private Optional<LocalKey> key(Address account) {
    return Optional.ofNullable(keys.get(account));
  }

  private final class Session implements SigningSession {
    private final List<UnsignedTx> leaves;
    private final BitSet signed;
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
      UnsignedTx leaf = leaves.get(next);
      byte[] out = new byte[COMPACT + 1];
      key(leaf.slot().lane().account())
          .orElseThrow()
          .signInto(curve, access, leaf.signingDigest().toArray(), out);
      signed.set(next);
      return new SignerEvent.Signed(
          next, new EcdsaSignature(Bytes.of(out, 0, COMPACT), out[COMPACT]));
    }

    @Override
    public void deliver(List<PeerMessage> messages) {
      throw new IllegalStateException("a local key carries no messages");
    }

    @Override
    public SigningCheckpoint checkpoint() {
      return SigningCheckpoint.of(signed);
    }

    @Override
    public void close() {
      over = true;
    }
  }
}
