package org.foresign.vault.sign;

import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.Decoding;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.model.card.SignerKind;
import org.foresign.model.problem.ProblemException;

/**
 * What is stored at once of a signing (docs/spec/signing-part.md): signatures, and what the signer
 * itself must remember after them, which may be secret.
 */
record SigningPart(SignerKind kind, Bytes state, List<Signed> signatures) {
  static final int MAX_BYTES = 2 << 20;
  private static final int VERSION = 1;
  private static final int MAX_STATE = 1 << 20;
  private static final int MAX_LEAVES = 10_000;
  private static final int COMPACT = 64;

  /** One signature, by the leaf's place in the batch. */
  record Signed(int leaf, EcdsaSignature signature) {}

  SigningPart {
    signatures = List.copyOf(signatures);
    if (state.size() > MAX_STATE || signatures.size() > MAX_LEAVES) {
      throw new IllegalArgumentException("more than a part holds");
    }
  }

  Bytes encode() {
    CborWriter out = new CborWriter().array(4).uint(VERSION).uint(kind.code()).bytes(state);
    out.array(signatures.size());
    for (Signed one : signatures) {
      out.array(3).uint(one.leaf());
      out.bytes(one.signature().compact()).uint(one.signature().yParity());
    }
    return out.toBytes();
  }

  /**
   * @throws ProblemException with a {@link org.foresign.codec.CodecProblem}
   */
  static SigningPart decode(byte[] bytes) throws ProblemException {
    CborReader in = new CborReader(bytes, MAX_BYTES);
    Decoding.requireVersionedArray(in, 4, VERSION);
    long kind = in.uint();
    Bytes state = in.bytes(MAX_STATE);
    int count = in.array(MAX_LEAVES);
    List<Signed> signatures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      in.arrayExactly(3);
      int leaf = (int) in.uint(MAX_LEAVES - 1);
      Bytes compact = in.bytesExactly(COMPACT);
      int parity = (int) in.uint(1);
      signatures.add(new Signed(leaf, Decoding.inRange(() -> new EcdsaSignature(compact, parity))));
    }
    in.end();
    return Decoding.inRange(() -> new SigningPart(SignerKind.ofCode(kind), state, signatures));
  }
}
