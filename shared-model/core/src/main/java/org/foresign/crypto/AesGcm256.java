package org.foresign.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * AES-256-GCM (NIST SP 800-38D) with nonces of 12 bytes and tags of 16. A nonce may never come
 * twice under one key: use a fresh key per message or a counter that is stored before it is used.
 * The JDK's cipher keeps a copy of the key on the heap until it is collected.
 */
public final class AesGcm256 {
  public static final int KEY_SIZE = 32;
  public static final int NONCE_SIZE = 12;
  public static final int TAG_SIZE = 16;

  private AesGcm256() {}

  /** Ciphertext with the tag behind it, 16 bytes longer than {@code plaintext}. */
  public static byte[] seal(byte[] key32, byte[] nonce12, byte[] associated, byte[] plaintext) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key32, nonce12, associated).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-256-GCM", e);
    }
  }

  /**
   * The plaintext, which is the caller's to wipe.
   *
   * @throws ProblemException if key, nonce, associated data and sealed bytes do not belong together
   */
  public static byte[] open(byte[] key32, byte[] nonce12, byte[] associated, byte[] sealed)
      throws ProblemException {
    if (sealed.length < TAG_SIZE) {
      throw Problem.of(CryptoProblem.SEAL_BROKEN, sealed.length + " bytes").asException();
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, key32, nonce12, associated).doFinal(sealed);
    } catch (AEADBadTagException e) {
      throw new ProblemException(Problem.of(CryptoProblem.SEAL_BROKEN), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-256-GCM", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] associated)
      throws GeneralSecurityException {
    if (key.length != KEY_SIZE || nonce.length != NONCE_SIZE) {
      throw new IllegalArgumentException("AES-256-GCM takes a key of 32 bytes and a nonce of 12");
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_SIZE, nonce));
    cipher.updateAAD(associated);
    return cipher;
  }
}
