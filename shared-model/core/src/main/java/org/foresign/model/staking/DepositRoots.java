package org.foresign.model.staking;

import java.security.MessageDigest;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.model.eth.ForkVersion;
import org.foresign.model.eth.Gwei;

/**
 * SSZ hash tree roots of a deposit (consensus-specs: ssz/merkleization, phase0 DepositMessage,
 * DepositData and compute_signing_root; deposit_contract.sol computes the same data root).
 */
public final class DepositRoots {
  private static final int CHUNK = 32;

  /** DOMAIN_DEPOSIT, consensus-specs phase0 "Domain types". */
  private static final byte[] DOMAIN_DEPOSIT = {3, 0, 0, 0};

  private DepositRoots() {}

  /** Root of the DepositMessage: public key, credentials, amount. */
  public static Digest32 message(DepositData deposit) {
    return Digest32.of(message(deposit, Sha256.digest()));
  }

  /** Root of the DepositData, the contract's {@code deposit_data_root} argument. */
  public static Digest32 data(DepositData deposit) {
    return Digest32.of(data(deposit, Sha256.digest()));
  }

  /**
   * What the validator key signs: the message root in the deposit domain, which is made of the
   * genesis fork version and a zero validators root and so holds across forks of that network.
   */
  public static Digest32 signing(DepositData deposit, ForkVersion genesisFork) {
    MessageDigest sha = Sha256.digest();
    return Digest32.of(pair(sha, message(deposit, sha), domain(sha, genesisFork)));
  }

  private static byte[] message(DepositData deposit, MessageDigest sha) {
    byte[] left = pair(sha, publicKey(sha, deposit.publicKey()), deposit.credentials().toArray());
    byte[] right = pair(sha, amount(deposit.amount()), new byte[CHUNK]);
    return pair(sha, left, right);
  }

  private static byte[] data(DepositData deposit, MessageDigest sha) {
    byte[] left = pair(sha, publicKey(sha, deposit.publicKey()), deposit.credentials().toArray());
    byte[] right = pair(sha, amount(deposit.amount()), signature(sha, deposit.signature()));
    return pair(sha, left, right);
  }

  private static byte[] publicKey(MessageDigest sha, BlsPublicKey key) {
    sha.update(key.toArray());
    return sha.digest(new byte[2 * CHUNK - BlsPublicKey.SIZE]);
  }

  private static byte[] signature(MessageDigest sha, BlsSignature signature) {
    byte[] bytes = signature.toArray();
    sha.update(bytes, 0, 2 * CHUNK);
    byte[] left = sha.digest();
    sha.update(bytes, 2 * CHUNK, CHUNK);
    byte[] right = sha.digest(new byte[CHUNK]);
    return pair(sha, left, right);
  }

  private static byte[] amount(Gwei gwei) {
    byte[] chunk = new byte[CHUNK];
    long rest = gwei.value();
    for (int i = 0; i < Long.BYTES; i++) {
      chunk[i] = (byte) rest;
      rest >>>= 8;
    }
    return chunk;
  }

  private static byte[] domain(MessageDigest sha, ForkVersion fork) {
    byte[] version = new byte[CHUNK];
    System.arraycopy(fork.toArray(), 0, version, 0, 4);
    byte[] forkDataRoot = pair(sha, version, new byte[CHUNK]);
    byte[] domain = new byte[CHUNK];
    System.arraycopy(DOMAIN_DEPOSIT, 0, domain, 0, 4);
    System.arraycopy(forkDataRoot, 0, domain, 4, CHUNK - 4);
    return domain;
  }

  private static byte[] pair(MessageDigest sha, byte[] left, byte[] right) {
    sha.update(left);
    return sha.digest(right);
  }
}
