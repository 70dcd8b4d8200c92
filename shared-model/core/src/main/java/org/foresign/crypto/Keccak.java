package org.foresign.crypto;

import org.bouncycastle.crypto.digests.KeccakDigest;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;

/** Keccak-256 with the original padding, as Ethereum uses it (yellow paper, section 1). */
public final class Keccak {
  private Keccak() {}

  public static byte[] hash(byte[]... parts) {
    KeccakDigest digest = new KeccakDigest(256);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] out = new byte[32];
    digest.doFinal(out, 0);
    return out;
  }

  public static Digest32 hash(Bytes data) {
    return Digest32.of(hash(data.toArray()));
  }
}
