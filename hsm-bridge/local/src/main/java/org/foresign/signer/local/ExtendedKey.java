package org.foresign.signer.local;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;

/**
 * A private key with its chain code (BIP-32). It has no text form and never leaves the vault: with
 * an extended public key, one leaked child would give its parent away. Close it to wipe.
 */
final class ExtendedKey implements AutoCloseable {
  private static final byte[] MASTER = "Bitcoin seed".getBytes(StandardCharsets.US_ASCII);
  private static final int HALF = 32;

  // The private key, then the chain code.
  private final SecretBytes both;
  private final Secp256k1 curve;
  private final SecretAccess access;

  private ExtendedKey(SecretBytes both, Secp256k1 curve, SecretAccess access) {
    this.both = both;
    this.curve = curve;
    this.access = access;
  }

  /**
   * The master key of a seed (BIP-32, "Master key generation").
   *
   * @param seed 16 to 64 bytes; stays the caller's
   * @throws ProblemException with {@link KeyProblem#KEY_CHILD_INVALID}
   */
  static ExtendedKey master(SecretBytes seed, Secp256k1 curve, SecretAccess access)
      throws ProblemException {
    if (seed.size() < 16 || seed.size() > 64) {
      throw new IllegalArgumentException("a BIP-32 seed has 16 to 64 bytes");
    }
    byte[] code = new byte[HmacSha512.SIZE];
    try (HmacSha512 hmac = new HmacSha512(MASTER)) {
      seed.run(access, raw -> hmac.code(code, raw));
      return checked(code, curve, access);
    } finally {
      Arrays.fill(code, (byte) 0);
    }
  }

  /**
   * The key at the end of {@code path}; keys on the way are wiped. The caller owns it.
   *
   * @throws ProblemException with {@link KeyProblem#KEY_CHILD_INVALID}
   */
  ExtendedKey derive(DerivationPath path) throws ProblemException {
    ExtendedKey current = new ExtendedKey(both.duplicate(), curve, access);
    for (DerivationPath.Step step : path.steps()) {
      try (ExtendedKey parent = current) {
        current = parent.child(step);
      }
    }
    return current;
  }

  /** A copy of the 32-byte private key with an owner of its own. */
  SecretBytes privateKey() {
    return both.use(access, raw -> SecretBytes.copyOf(raw, 0, HALF));
  }

  /** A copy of the chain code, for tests against the vectors of BIP-32. */
  SecretBytes chainCode() {
    return both.use(access, raw -> SecretBytes.copyOf(raw, HALF, HALF));
  }

  @Override
  public void close() {
    both.close();
  }

  @Override
  public String toString() {
    return "ExtendedKey(hidden)";
  }

  /** Private parent key to private child key (BIP-32, "CKDpriv"). */
  private ExtendedKey child(DerivationPath.Step step) throws ProblemException {
    byte[] index = ByteBuffer.allocate(Integer.BYTES).putInt(step.index()).array();
    return both.use(
        access,
        raw -> {
          byte[] key = Arrays.copyOf(raw, HALF);
          byte[] chain = Arrays.copyOfRange(raw, HALF, 2 * HALF);
          byte[] parent = new byte[0];
          byte[] code = new byte[HmacSha512.SIZE];
          try (HmacSha512 hmac = new HmacSha512(chain)) {
            parent = step.hardened() ? padded(key) : PublicKeys.compressed(curve.publicKey(key));
            hmac.code(code, parent, index);
            combine(code, key, curve);
            return checked(code, curve, access);
          } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(chain, (byte) 0);
            Arrays.fill(parent, (byte) 0);
            Arrays.fill(code, (byte) 0);
          }
        });
  }

  /**
   * Turns the left half of {@code code} into the child's key.
   *
   * @throws ProblemException if that half is not below n (BIP-32: use the next index)
   */
  static void combine(byte[] code, byte[] parentKey, Secp256k1 curve) throws ProblemException {
    byte[] left = Arrays.copyOf(code, HALF);
    byte[] sum = new byte[HALF];
    try {
      // Zero is below n, yet refused here too: it comes as often as the cases BIP-32 refuses.
      if (!curve.isValidPrivateKey(left)) {
        throw Problem.of(KeyProblem.KEY_CHILD_INVALID).asException();
      }
      Scalars.add(left, parentKey, sum);
      System.arraycopy(sum, 0, code, 0, HALF);
    } finally {
      Arrays.fill(left, (byte) 0);
      Arrays.fill(sum, (byte) 0);
    }
  }

  /** Refuses a key of zero or not below n. */
  static ExtendedKey checked(byte[] keyAndChain, Secp256k1 curve, SecretAccess access)
      throws ProblemException {
    byte[] key = Arrays.copyOf(keyAndChain, HALF);
    try {
      if (!curve.isValidPrivateKey(key)) {
        throw Problem.of(KeyProblem.KEY_CHILD_INVALID).asException();
      }
      return new ExtendedKey(SecretBytes.copyOf(keyAndChain), curve, access);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] padded(byte[] key) {
    byte[] padded = new byte[HALF + 1];
    System.arraycopy(key, 0, padded, 1, HALF);
    return padded;
  }
}
