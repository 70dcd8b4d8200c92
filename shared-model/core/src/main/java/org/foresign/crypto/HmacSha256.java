package org.foresign.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-256 (RFC 2104), one message after the other under one key. */
public final class HmacSha256 {
  public static final int SIZE = 32;

  private final Mac mac;

  /**
   * @param key stays the caller's to wipe; the JDK keeps a copy until this object is gone
   */
  public HmacSha256(byte[] key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
    }
  }

  /** The code of one message, all of its parts in their order. */
  public byte[] of(byte[]... parts) {
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }
}
