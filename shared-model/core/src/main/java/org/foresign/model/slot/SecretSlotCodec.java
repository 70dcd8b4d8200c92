package org.foresign.model.slot;

import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Bytes of secret slots (docs/spec/secret-slot.md). */
public final class SecretSlotCodec {
  private static final int ARGON2ID = 1;

  private SecretSlotCodec() {}

  public static Bytes encode(SecretSlot slot) {
    return write(slot, true);
  }

  /** The slot without its sealed secret, which that one authenticates. */
  static Bytes header(SecretSlot slot) {
    return write(slot, false);
  }

  /**
   * @throws ProblemException with a {@link CodecProblem}, or a {@link
   *     org.foresign.crypto.CryptoProblem} for a cost outside the limits
   */
  public static SecretSlot decode(Bytes bytes) throws ProblemException {
    CborReader reader = new CborReader(bytes, SecretSlot.MAX_BYTES);
    CborMapReader map = reader.mapReader(10);
    Decoding.requireVersion(reader, map, SecretSlot.VERSION);
    map.require(2);
    long kind = reader.uint();
    map.require(3);
    long purpose = reader.uint();
    map.require(4);
    long number = reader.uint(SecretSlot.MAX_NUMBER);
    map.require(5);
    int threshold = (int) reader.uint(SecretSlot.MAX_SHARES);
    map.require(6);
    int share = (int) reader.uint(SecretSlot.MAX_SHARES);
    map.require(7);
    CborMapReader kdf = reader.mapReader(5);
    kdf.require(1);
    if (reader.uint() != ARGON2ID) {
      throw Problem.of(CodecProblem.CBOR_OUT_OF_RANGE, "another derivation").asException();
    }
    kdf.require(2);
    Bytes salt = reader.bytesExactly(SecretSlot.SALT_SIZE);
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
    Bytes sealed = reader.bytes(SecretSlot.MAX_BYTES);
    map.finish();
    reader.end();
    return Decoding.inRange(() ->
        new SecretSlot(
            SlotKind.ofCode(kind),
            SlotPurpose.ofCode(purpose),
            number,
            threshold,
            share,
            salt,
            cost,
            commitment,
            nonce,
            sealed));
  }

  private static Bytes write(SecretSlot slot, boolean withSecret) {
    CborWriter out = new CborWriter().map(withSecret ? 10 : 9);
    out.key(1).uint(SecretSlot.VERSION).key(2).uint(slot.kind().code());
    out.key(3).uint(slot.purpose().code()).key(4).uint(slot.number());
    out.key(5).uint(slot.threshold()).key(6).uint(slot.shareIndex());
    out.key(7).map(5).key(1).uint(ARGON2ID).key(2).bytes(slot.salt());
    out.key(3).uint(slot.cost().memoryKib()).key(4).uint(slot.cost().passes());
    out.key(5).uint(slot.cost().lanes());
    out.key(8).bytes(slot.commitment()).key(9).bytes(slot.nonce());
    if (withSecret) {
      out.key(10).bytes(slot.sealed());
    }
    return out.toBytes();
  }
}
