package org.foresign.signer.local;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA-512 (RFC 2104) over arrays that are wiped, which the JDK's own key objects are not.
 * Closing resets the digests, which wipes their blocks.
 */
final class HmacSha512 implements AutoCloseable {
  static final int SIZE = 64;

  private static final int BLOCK = 128;
  private static final byte INNER_PAD = 0x36;
  private static final byte OUTER_PAD = 0x5c;

  private final MessageDigest digest = sha512();
  private final byte[] inner = new byte[BLOCK];
  private final byte[] outer = new byte[BLOCK];

  /** Copies {@code key}, which stays the caller's to wipe. */
  HmacSha512(byte[] key) {
    byte[] block = new byte[BLOCK];
    try {
      if (key.length > BLOCK) {
        digest.update(key);
        finish(block, 0);
      } else {
        System.arraycopy(key, 0, block, 0, key.length);
      }
      for (int i = 0; i < BLOCK; i++) {
        inner[i] = (byte) (block[i] ^ INNER_PAD);
        outer[i] = (byte) (block[i] ^ OUTER_PAD);
      }
    } finally {
      Arrays.fill(block, (byte) 0);
    }
  }

  /** Writes the 64-byte code of the parts, one behind the other, to {@code out}. */
  void code(byte[] out, byte[]... parts) {
    byte[] hash = new byte[SIZE];
    try {
      digest.update(inner);
      for (byte[] part : parts) {
        digest.update(part);
      }
      finish(hash, 0);
      digest.update(outer);
      digest.update(hash);
      finish(out, 0);
    } finally {
      Arrays.fill(hash, (byte) 0);
    }
  }

  @Override
  public void close() {
    Arrays.fill(inner, (byte) 0);
    Arrays.fill(outer, (byte) 0);
    digest.reset();
  }

  private void finish(byte[] out, int offset) {
    try {
      int written = digest.digest(out, offset, SIZE);
      if (written != SIZE) {
        throw new IllegalStateException("SHA-512 has 64 bytes");
      }
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-512 has 64 bytes", e);
    }
  }

  private static MessageDigest sha512() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }
}
