package org.foresign.carry;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;

/** One message to carry: opaque bytes, their kind and their SHA-256. */
public record Parcel(ParcelKind kind, Digest32 digest, Bytes bytes) {
  public Parcel {
    if (bytes.isEmpty() || bytes.size() > kind.maxBytes()) {
      throw new IllegalArgumentException(
          "a parcel of kind " + kind.word() + " has 1 to " + kind.maxBytes() + " bytes");
    }
    if (!digest.equals(Digest32.of(Sha256.hash(bytes.toArray())))) {
      throw new IllegalArgumentException("the digest is not that of the bytes");
    }
  }

  /** Wraps bytes and computes their digest. */
  public static Parcel of(ParcelKind kind, Bytes bytes) {
    return new Parcel(kind, Digest32.of(Sha256.hash(bytes.toArray())), bytes);
  }

  public ParcelName name() {
    return ParcelName.of(kind, digest);
  }
}
