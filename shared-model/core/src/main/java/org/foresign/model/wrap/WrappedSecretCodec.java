package org.foresign.model.wrap;

import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Bytes of secret wraps (docs/spec/wrapped-secret.md). */
public final class WrappedSecretCodec {
  private static final int ARGON2ID = 1;

  private WrappedSecretCodec() {}

  public static Bytes encode(WrappedSecret wrap) {
    return write(wrap, true);
  }

  /** The wrap without its sealed secret, which that one authenticates. */
  static Bytes header(WrappedSecret wrap) {
    return write(wrap, false);
  }

  /**
   * @throws ProblemException with a {@link CodecProblem}, or a {@link
   *     org.foresign.crypto.CryptoProblem} for a cost outside the limits
   */
  public static WrappedSecret decode(Bytes bytes) throws ProblemException {
    CborReader reader = new CborReader(bytes, WrappedSecret.MAX_BYTES);
    CborMapReader map = reader.mapReader(10);
    Decoding.requireVersion(reader, map, WrappedSecret.VERSION);
    map.require(2);
    long kind = reader.uint();
    map.require(3);
    long purpose = reader.uint();
    map.require(4);
    long number = reader.uint(WrappedSecret.MAX_NUMBER);
    map.require(5);
    int threshold = (int) reader.uint(WrappedSecret.MAX_SHARES);
    map.require(6);
    int share = (int) reader.uint(WrappedSecret.MAX_SHARES);
    map.require(7);
    CborMapReader kdf = reader.mapReader(5);
    kdf.require(1);
    if (reader.uint() != ARGON2ID) {
      throw Problem.of(CodecProblem.CBOR_OUT_OF_RANGE, "another derivation").asException();
    }
    kdf.require(2);
    Bytes salt = reader.bytesExactly(WrappedSecret.SALT_SIZE);
    kdf.require(3);
    long memory = reader.uint();
    kdf.require(4);
    long passes = reader.uint();
    kdf.require(5);
    long lanes = reader.uint();
    kdf.finish();
    Argon2Parameters cost = Argon2Parameters.checked(memory, passes, lanes);
    map.require(8);
    Bytes commitment = reader.bytesExactly(32);
    map.require(9);
    Bytes nonce = reader.bytesExactly(12);
    map.require(10);
    Bytes sealed = reader.bytes(WrappedSecret.MAX_BYTES);
    map.finish();
    reader.end();
    return Decoding.inRange(() ->
        new WrappedSecret(
            SecretWrapKind.ofCode(kind),
            SecretPurpose.ofCode(purpose),
            number,
            threshold,
            share,
            salt,
            cost,
            commitment,
            nonce,
            sealed));
  }

  private static Bytes write(WrappedSecret wrap, boolean withSecret) {
    CborWriter out = new CborWriter().map(withSecret ? 10 : 9);
    out.key(1).uint(WrappedSecret.VERSION).key(2).uint(wrap.kind().code());
    out.key(3).uint(wrap.purpose().code()).key(4).uint(wrap.number());
    out.key(5).uint(wrap.threshold()).key(6).uint(wrap.shareIndex());
    out.key(7).map(5).key(1).uint(ARGON2ID).key(2).bytes(wrap.salt());
    out.key(3).uint(wrap.cost().memoryKib()).key(4).uint(wrap.cost().passes());
    out.key(5).uint(wrap.cost().lanes());
    out.key(8).bytes(wrap.commitment()).key(9).bytes(wrap.nonce());
    if (withSecret) {
      out.key(10).bytes(wrap.sealed());
    }
    return out.toBytes();
  }
}
