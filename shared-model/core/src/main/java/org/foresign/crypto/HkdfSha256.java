package org.foresign.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** HKDF with SHA-256 (RFC 5869). Inputs and outputs are the caller's to wipe. */
public final class HkdfSha256 {
  private static final int HASH = 32;

  private HkdfSha256() {}

  /** Extract, then expand: {@code length} bytes of key from {@code keyMaterial}. */
  public static byte[] derive(byte[] keyMaterial, byte[] salt, byte[] info, int length) {
    byte[] pseudoRandomKey = extract(salt, keyMaterial);
    try {
      return expand(pseudoRandomKey, info, length);
    } finally {
      Arrays.fill(pseudoRandomKey, (byte) 0);
    }
  }

  /** Section 2.2; an empty salt counts as 32 zero bytes. */
  public static byte[] extract(byte[] salt, byte[] keyMaterial) {
    HMac hmac = keyed(salt.length == 0 ? new byte[HASH] : salt);
    hmac.update(keyMaterial, 0, keyMaterial.length);
    byte[] out = new byte[HASH];
    hmac.doFinal(out, 0);
    return out;
  }

  /**
   * Section 2.3.
   *
   * @throws IllegalArgumentException if more than 255 blocks of 32 bytes are wanted
   */
  public static byte[] expand(byte[] pseudoRandomKey, byte[] info, int length) {
    if (length < 0 || length > 255 * HASH) {
      throw new IllegalArgumentException("HKDF gives 0 to 8160 bytes, not " + length);
    }
    HMac hmac = keyed(pseudoRandomKey);
    byte[] out = new byte[length];
    byte[] block = new byte[HASH];
    for (int done = 0, counter = 1; done < length; done += HASH, counter++) {
      if (counter > 1) {
        hmac.update(block, 0, HASH);
      }
      hmac.update(info, 0, info.length);
      hmac.update((byte) counter);
      hmac.doFinal(block, 0);
      System.arraycopy(block, 0, out, done, Math.min(HASH, length - done));
    }
    Arrays.fill(block, (byte) 0);
    return out;
  }

  private static HMac keyed(byte[] key) {
    HMac hmac = new HMac(new SHA256Digest());
    hmac.init(new KeyParameter(key));
    return hmac;
  }
}
