package org.foresign.model.card;

import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORObject;
import java.math.BigInteger;
import org.foresign.codec.Bytes;

/** Bytes as other libraries make them. */
public final class TestBytes {
  private static final CBOREncodeOptions CANONICAL = new CBOREncodeOptions("ctap2canonical=true");

  private TestBytes() {}

  /** Deterministic CBOR by the other library. */
  public static Bytes canonical(CBORObject object) {
    return Bytes.of(object.EncodeToBytes(CANONICAL));
  }

  /** An unsigned number, least significant byte first. */
  public static BigInteger littleEndian(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }
}
