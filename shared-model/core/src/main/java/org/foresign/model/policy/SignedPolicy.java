package org.foresign.model.policy;

import java.util.Comparator;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.Ed25519;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * A policy as it travels: its body and who signed it (docs/spec/policy.md, "Document").
 *
 * @param body exact bytes of the policy
 * @param signatures kept ascending by signer; one from each
 */
public record SignedPolicy(Bytes body, List<Signature> signatures) {
  public static final int VERSION = 1;
  public static final int MAX_SIGNATURES = 16;

  private static final int FIELDS = 3;

  private static final int MAX_BYTES = PolicyCodec.MAX_BYTES + MAX_SIGNATURES * 110 + 16;

  public SignedPolicy {
    signatures = signatures.stream().sorted(Comparator.comparing(Signature::signer)).toList();
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("a policy has 1 to 16 signatures");
    }
    for (int i = 1; i < signatures.size(); i++) {
      if (signatures.get(i).signer().equals(signatures.get(i - 1).signer())) {
        throw new IllegalArgumentException("a signer signs a policy once");
      }
    }
  }

  /**
   * @param signer digest of the signer's identity card
   * @param signature Ed25519, 64 bytes
   */
  public record Signature(Digest32 signer, Bytes signature) {
    public Signature {
      if (signature.size() != 64) {
        throw new IllegalArgumentException("an Ed25519 signature has 64 bytes");
      }
    }
  }

  /** What a signer signs. */
  public static byte[] signedBytes(Bytes body) {
    return Bytes.of(DomainTag.of("policy")).concat(body).toArray();
  }

  public Digest32 hash() {
    return PolicyCodec.hash(body);
  }

  /** Whether {@code signer} is among the signers and the signature is that of the key. */
  public boolean signedBy(Digest32 signer, Bytes publicKey32) {
    return signatures.stream()
        .filter(signature -> signature.signer().equals(signer))
        .anyMatch(signature ->
            Ed25519.verify(
                publicKey32.toArray(), signedBytes(body), signature.signature().toArray()));
  }

  /**
   * The policy inside.
   *
   * @throws ProblemException if the body is no policy
   */
  public Policy policy() throws ProblemException {
    return PolicyCodec.decode(body);
  }

  public Bytes encode() {
    CborWriter writer = new CborWriter().array(FIELDS).uint(VERSION).bytes(body);
    writer.array(signatures.size());
    for (Signature signature : signatures) {
      writer.array(2).bytes(signature.signer().bytes()).bytes(signature.signature());
    }
    return writer.toBytes();
  }

  /**
   * Splits the document; neither signatures nor body are looked at.
   *
   * @throws ProblemException with a {@link CodecProblem} or a {@link PolicyProblem}
   */
  public static SignedPolicy decode(Bytes bytes) throws ProblemException {
    CborReader reader = new CborReader(bytes, MAX_BYTES);
    Decoding.requireVersionedArray(reader, FIELDS, VERSION);
    Bytes body = reader.bytes(PolicyCodec.MAX_BYTES);
    List<Signature> signatures = reader.list(MAX_SIGNATURES, SignedPolicy::signature);
    reader.end();
    SignedPolicy document =
        Decoding.make(PolicyProblem.POLICY_INCONSISTENT, () -> new SignedPolicy(body, signatures));
    if (!document.signatures().equals(signatures)) {
      throw Problem.of(CodecProblem.CBOR_NOT_CANONICAL, "signers out of order").asException();
    }
    return document;
  }

  private static Signature signature(CborReader reader) throws ProblemException {
    reader.arrayExactly(2);
    return new Signature(reader.digest32(), reader.bytesExactly(64));
  }
}
