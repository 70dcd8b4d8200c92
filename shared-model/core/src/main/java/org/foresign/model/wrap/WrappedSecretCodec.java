package org.foresign.model.wrap;

import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
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
    CborMapReader map =
        CborMapReader.open(bytes, WrappedSecret.MAX_BYTES, 10, WrappedSecret.VERSION);
    long kind = map.at(2).uint();
    long purpose = map.at(3).uint();
    long number = map.at(4).uint(WrappedSecret.MAX_NUMBER);
    int threshold = (int) map.at(5).uint(WrappedSecret.MAX_SHARES);
    int share = (int) map.at(6).uint(WrappedSecret.MAX_SHARES);
    CborMapReader kdf = map.at(7).mapReader(5);
    if (kdf.at(1).uint() != ARGON2ID) {
      throw Problem.of(CodecProblem.CBOR_OUT_OF_RANGE, "another derivation").asException();
    }
    Bytes salt = kdf.at(2).bytesExactly(WrappedSecret.SALT_SIZE);
    long memory = kdf.at(3).uint();
    long passes = kdf.at(4).uint();
    long lanes = kdf.at(5).uint();
    kdf.finish();
    Argon2Parameters cost = Argon2Parameters.checked(memory, passes, lanes);
    Bytes commitment = map.at(8).bytesExactly(32);
    Bytes nonce = map.at(9).bytesExactly(12);
    Bytes sealed = map.at(10).bytes(WrappedSecret.MAX_BYTES);
    map.end();
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
