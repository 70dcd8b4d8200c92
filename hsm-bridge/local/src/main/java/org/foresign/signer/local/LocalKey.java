package org.foresign.signer.local;

import org.foresign.codec.Bytes;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;

/** The private key of one account with its public data. Owns the key; close it to wipe. */
public final class LocalKey implements AutoCloseable {
  private final DerivationPath path;
  private final SecretBytes privateKey;
  private final Bytes publicKey;
  private final Address address;

  private LocalKey(DerivationPath path, SecretBytes privateKey, byte[] uncompressed) {
    this.path = path;
    this.privateKey = privateKey;
    this.publicKey = Bytes.of(PublicKeys.compressed(uncompressed));
    this.address = Address.ofPublicKey(uncompressed);
  }

  /**
   * Derives the key of an account (BIP-32).
   *
   * @param seed a BIP-39 seed; stays the caller's
   * @throws ProblemException with {@link KeyProblem#KEY_CHILD_INVALID}
   */
  public static LocalKey derive(
      SecretBytes seed, DerivationPath path, Secp256k1 curve, SecretAccess access)
      throws ProblemException {
    try (ExtendedKey master = ExtendedKey.master(seed, curve, access);
        ExtendedKey account = master.derive(path)) {
      SecretBytes key = account.privateKey();
      return new LocalKey(path, key, key.use(access, curve::publicKey));
    }
  }

  public DerivationPath path() {
    return path;
  }

  /** Compressed, 33 bytes. */
  public Bytes publicKey() {
    return publicKey;
  }

  public Address address() {
    return address;
  }

  /** Signs a digest into {@code out65}: r, s and the parity byte. */
  void signInto(Secp256k1 curve, SecretAccess access, byte[] digest, byte[] out65) {
    privateKey.run(access, raw -> curve.signInto(raw, digest, out65));
  }

  boolean isClosed() {
    return privateKey.isClosed();
  }

  @Override
  public void close() {
    privateKey.close();
  }

  @Override
  public String toString() {
    return "LocalKey(" + address + ", " + path + ")";
  }
}
