package org.foresign.carry;

import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborType;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.HkdfSha256;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * The COSE structures of an envelope, byte for byte (RFC 9052 sections 4.2, 4.4, 5.1, 5.3; RFC 9053
 * section 5.2).
 */
final class CoseForms {
  /** First byte of every envelope (docs/spec/envelope.md); another kind of file has another. */
  private static final byte ARRAY_OF_FOUR = (byte) 0x84;

  private static final String PRODUCT = "foresign";
  private static final int ALG = 1;
  private static final int KID = 4;
  private static final int A256GCM = 3;
  private static final int EDDSA = -8;
  private static final int ECDH_ES_HKDF_256 = -25;
  private static final int EPHEMERAL = -1;

  /** A label of the private range (RFC 9052 section 1.5 and 3.1): one for all fields of ours. */
  private static final int LABEL_FORESIGN = -65_537;

  private static final int FIELDS = 9;
  private static final int MAX_HEADER_BYTES = 256;

  private CoseForms() {}

  record Outer(
      EnvelopeHeader header,
      Bytes protectedBytes,
      Bytes ciphertext,
      Bytes recipient,
      Bytes ephemeral) {}

  record Inner(Bytes protectedBytes, Digest32 signer, Bytes payload, Bytes signature) {}

  static Bytes protectedHeader(EnvelopeHeader header) {
    CborWriter out = new CborWriter().map(2).key(ALG).uint(A256GCM);
    out.key(LABEL_FORESIGN).array(FIELDS).text(PRODUCT);
    out.uint(header.type().code()).uint(EnvelopeHeader.VERSION).uint(header.direction().code());
    out.bool(header.practice());
    out.bytes(header.sender().bytes()).bytes(header.receiver().bytes());
    return out.bytes(header.receiverInstance()).bytes(header.messageId()).toBytes();
  }

  static Bytes recipient(Bytes ephemeral) {
    return new CborWriter()
        .map(2)
        .key(ALG)
        .negint(ECDH_ES_HKDF_256)
        .key(EPHEMERAL)
        .bytes(ephemeral)
        .toBytes();
  }

  static Bytes outer(Bytes header, byte[] ciphertext, Bytes recipient) {
    CborWriter out = new CborWriter().array(4).bytes(header).map(0).bytes(ciphertext);
    return out.array(1).array(3).bytes(recipient).map(0).bytes(Bytes.EMPTY).toBytes();
  }

  static byte[] inner(Digest32 sender, Bytes outerHeader, Bytes payload, byte[] senderKey32) {
    Bytes header =
        new CborWriter().map(2).key(ALG).negint(EDDSA).key(KID).bytes(sender.bytes()).toBytes();
    byte[] signature = Ed25519.sign(senderKey32, signatureInput(header, outerHeader, payload));
    return new CborWriter()
        .array(4)
        .bytes(header)
        .map(0)
        .bytes(payload)
        .bytes(signature)
        .toByteArray();
  }

  static byte[] signatureInput(Bytes header, Bytes outerHeader, Bytes payload) {
    return new CborWriter()
        .array(4)
        .text("Signature1")
        .bytes(header)
        .bytes(outerHeader)
        .bytes(payload)
        .toByteArray();
  }

  static byte[] additionalData(Bytes outerHeader) {
    return new CborWriter()
        .array(3)
        .text("Encrypt")
        .bytes(outerHeader)
        .bytes(Bytes.EMPTY)
        .toByteArray();
  }

  static byte[] contentKey(
      byte[] shared,
      EnvelopeHeader header,
      Bytes ephemeral,
      Bytes receiverPublic,
      Bytes recipient,
      Bytes outerHeader) {
    CborWriter info = new CborWriter().array(4).uint(A256GCM);
    info.array(3).bytes(header.sender().bytes()).bytes(Bytes.EMPTY).bytes(ephemeral);
    info.array(3).bytes(header.receiver().bytes()).bytes(Bytes.EMPTY).bytes(receiverPublic);
    info.array(3).uint(256).bytes(recipient).bytes(outerHeader);
    return HkdfSha256.derive(shared, new byte[0], info.toByteArray(), 32);
  }

  static Outer parse(Bytes envelope, int maxBytes) throws ProblemException {
    if (envelope.isEmpty() || envelope.at(0) != ARRAY_OF_FOUR) {
      throw Problem.of(EnvelopeProblem.ENVELOPE_NOT_OURS).asException();
    }
    CborReader reader = new CborReader(envelope, maxBytes);
    reader.arrayExactly(4);
    Bytes headerBytes = reader.bytes(MAX_HEADER_BYTES);
    requireEmptyMap(reader);
    Bytes ciphertext = reader.bytes(maxBytes);
    reader.arrayExactly(1);
    reader.arrayExactly(3);
    Bytes recipient = reader.bytes(MAX_HEADER_BYTES);
    requireEmptyMap(reader);
    reader.bytesExactly(0);
    reader.end();
    EnvelopeHeader header = parseHeader(headerBytes);
    return new Outer(header, headerBytes, ciphertext, recipient, parseRecipient(recipient));
  }

  static Inner parseInner(byte[] inner) throws ProblemException {
    CborReader reader = new CborReader(inner, inner.length);
    reader.arrayExactly(4);
    Bytes header = reader.bytes(MAX_HEADER_BYTES);
    requireEmptyMap(reader);
    Bytes payload = reader.bytes(inner.length);
    Bytes signature = reader.bytesExactly(64);
    reader.end();
    CborReader headerReader = new CborReader(header, MAX_HEADER_BYTES);
    CborMapReader map = headerReader.mapReader(2);
    requireAlgorithm(map.at(ALG), EDDSA);
    Digest32 signer = map.at(KID).digest32();
    map.finish();
    headerReader.end();
    return new Inner(header, signer, payload, signature);
  }

  private static EnvelopeHeader parseHeader(Bytes bytes) throws ProblemException {
    CborReader reader = new CborReader(bytes, MAX_HEADER_BYTES);
    CborMapReader map = reader.mapReader(2);
    requireAlgorithm(map.at(ALG), A256GCM);
    map.at(LABEL_FORESIGN).arrayExactly(FIELDS);
    if (reader.peekType() != CborType.TEXT || !reader.text(32).equals(PRODUCT)) {
      throw Problem.of(EnvelopeProblem.ENVELOPE_NOT_OURS).asException();
    }
    long type = reader.uint();
    long version = reader.uint();
    if (version != EnvelopeHeader.VERSION) {
      throw Problem.of(EnvelopeProblem.ENVELOPE_OTHER_VERSION, "version " + version).asException();
    }
    long direction = reader.uint();
    boolean practice = reader.bool();
    Digest32 sender = reader.digest32();
    Digest32 receiver = reader.digest32();
    Bytes instance = reader.bytes(16);
    Bytes message = reader.bytesExactly(16);
    map.end();
    FormatType knownType =
        FormatType.ofCode(type)
            .orElseThrow(() ->
                Problem.of(EnvelopeProblem.ENVELOPE_OTHER_TYPE, "type " + type).asException());
    Direction knownDirection =
        Direction.ofCode(direction)
            .orElseThrow(() ->
                Problem.of(EnvelopeProblem.ENVELOPE_WRONG_DIRECTION, "direction " + direction)
                    .asException());
    return Decoding.inRange(() ->
        new EnvelopeHeader(
            knownType, knownDirection, practice, sender, receiver, instance, message));
  }

  private static Bytes parseRecipient(Bytes bytes) throws ProblemException {
    CborReader reader = new CborReader(bytes, MAX_HEADER_BYTES);
    CborMapReader map = reader.mapReader(2);
    requireAlgorithm(map.at(ALG), ECDH_ES_HKDF_256);
    Bytes ephemeral = map.at(EPHEMERAL).bytesExactly(32);
    map.end();
    return ephemeral;
  }

  private static void requireAlgorithm(CborReader reader, int algorithm) throws ProblemException {
    long found = reader.integer();
    if (found != algorithm) {
      throw Problem.of(EnvelopeProblem.ENVELOPE_OTHER_ALGORITHM, "algorithm " + found)
          .asException();
    }
  }

  private static void requireEmptyMap(CborReader reader) throws ProblemException {
    if (reader.map(0) != 0) {
      throw Problem.of(CodecProblem.CBOR_UNKNOWN_KEY, "an unprotected header").asException();
    }
  }
}
