package org.foresign.model.document;

import org.foresign.codec.Bytes;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.Sha256;
import org.foresign.model.problem.ProblemException;

/**
 * A body with one Ed25519 signature: {@code [ 1, body: bstr, signature: bstr .size 64 ]}, the form
 * of cards and journal exports (docs/spec/identity-card.md).
 */
public record SignedDocument(Bytes body, Bytes signature) {
  private static final int VERSION = 1;
  private static final int FIELDS = 3;
  private static final int SIGNATURE_BYTES = 64;

  public SignedDocument {
    if (signature.size() != SIGNATURE_BYTES) {
      throw new IllegalArgumentException("an Ed25519 signature has 64 bytes");
    }
  }

  /**
   * Signs a body.
   *
   * @param type the document's name in domain tags, such as {@code identity-card}
   * @param privateKey32 stays the caller's to wipe
   */
  public static SignedDocument sign(String type, Bytes body, byte[] privateKey32) {
    return new SignedDocument(body, Bytes.of(Ed25519.sign(privateKey32, message(type, body))));
  }

  /**
   * Splits the bytes; nothing is verified yet.
   *
   * @throws ProblemException with a {@link CodecProblem}
   */
  public static SignedDocument decode(Bytes bytes, int maxBytes) throws ProblemException {
    CborReader reader = new CborReader(bytes, maxBytes);
    Decoding.requireVersionedArray(reader, FIELDS, VERSION);
    Bytes body = reader.bytes(maxBytes);
    Bytes signature = reader.bytesExactly(SIGNATURE_BYTES);
    reader.end();
    return new SignedDocument(body, signature);
  }

  public Bytes encode() {
    return new CborWriter().array(FIELDS).uint(VERSION).bytes(body).bytes(signature).toBytes();
  }

  /** Whether the signature over this type and body is that of {@code publicKey32}. */
  public boolean signedBy(String type, Bytes publicKey32) {
    return Ed25519.verify(publicKey32.toArray(), message(type, body), signature.toArray());
  }

  /** The digest that names a document of this type with these bytes. */
  public static Digest32 digest(String type, Bytes document) {
    return Digest32.of(Sha256.hash(DomainTag.of(type + "-digest"), document.toArray()));
  }

  private static byte[] message(String type, Bytes body) {
    return Bytes.of(DomainTag.of(type)).concat(body).toArray();
  }
}
