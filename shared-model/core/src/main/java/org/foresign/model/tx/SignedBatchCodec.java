package org.foresign.model.tx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.Sha256;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.SignedBatch.Header;
import org.foresign.model.tx.SignedBatch.KeyWrap;
import org.foresign.model.tx.SignedBatch.Section;

/**
 * Bytes of a signed batch: its public header and its sealed sections (docs/spec/signed-batch.md).
 * Sections stay sealed here.
 */
public final class SignedBatchCodec {
  private static final int MAX_HEADER_BYTES = 2048;
  private static final int WRAPPED_KEY = 48;
  private static final int AGREEMENT_KEY = 32;

  /** Fields of a header without bitmap. */
  private static final int FIELDS = 14;

  private SignedBatchCodec() {}

  /** Exact bytes of the header, which the sections are bound to. */
  public static Bytes encodeHeader(Header header) {
    Bytes bits = header.signedBits();
    CborWriter writer = new CborWriter().array(bits == null ? FIELDS : FIELDS + 1);
    writer.uint(SignedBatch.VERSION);
    writer.bytes(header.batchId());
    writer.bytes(header.batchDigest().bytes());
    writer.bytes(header.vaultInstance());
    writer.uint(header.incarnation());
    writer.uint(header.ceremony());
    writer.bytes(header.journalHead().bytes());
    writer.uint(header.sequence());
    writer.bytes(header.policyHash().bytes());
    writer.bytes(header.deskCard().bytes());
    writer.bytes(header.vaultCard().bytes());
    writer.uint(header.signedAt());
    writer.uint(header.reviewBy());
    writer.uint(header.leafCount());
    if (bits != null) {
      writer.bytes(bits);
    }
    return writer.toBytes();
  }

  public static Bytes encode(SignedBatch batch) {
    CborWriter writer = new CborWriter().array(2);
    writer.bytes(encodeHeader(batch.header()));
    writer.array(batch.sections().size());
    for (Section section : batch.sections()) {
      writer.array(4).uint(section.releaseClass().code()).uint(section.signatureCount());
      writer.array(section.wraps().size());
      for (KeyWrap wrap : section.wraps()) {
        boolean toDesk = wrap.recipient().equals(batch.header().deskCard());
        writer.array(4).uint(wrap.kind().code());
        writer.bytes(toDesk ? Bytes.EMPTY : wrap.recipient().bytes());
        writer.bytes(wrap.parameters()).bytes(wrap.wrapped());
      }
      writer.bytes(section.ciphertext());
    }
    return writer.toBytes();
  }

  /**
   * Reads header and sealed sections.
   *
   * @throws ProblemException with a {@link SignedBatchProblem} or a {@link CodecProblem}
   */
  public static SignedBatch decode(Bytes bytes) throws ProblemException {
    if (bytes.size() > SignedBatch.MAX_BYTES) {
      throw Problem.of(SignedBatchProblem.RESULT_TOO_LARGE, bytes.size() + " bytes").asException();
    }
    CborReader reader = new CborReader(bytes, SignedBatch.MAX_BYTES);
    reader.arrayExactly(2);
    Header header = decodeHeader(reader.bytes(MAX_HEADER_BYTES));
    List<Section> sections =
        reader.list(ReleaseClass.values().length, item -> readSection(item, header.deskCard()));
    reader.end();
    return make(() -> new SignedBatch(header, sections));
  }

  /** Digest that requests and receipts name a signed batch by, over its exact bytes. */
  public static Digest32 digest(Bytes signedBatch) {
    return Digest32.of(Sha256.hash(DomainTag.of("signed-batch"), signedBatch.toArray()));
  }

  private static Header decodeHeader(Bytes bytes) throws ProblemException {
    CborReader reader = new CborReader(bytes, MAX_HEADER_BYTES);
    int fields = reader.array(FIELDS + 1);
    if (fields < FIELDS) {
      throw Problem.of(SignedBatchProblem.RESULT_INCONSISTENT, fields + " fields").asException();
    }
    long version = reader.uint();
    if (version != SignedBatch.VERSION) {
      throw Problem.of(CodecProblem.FORMAT_UNKNOWN_VERSION, "signed batch " + version)
          .asException();
    }
    Bytes batchId = reader.bytesExactly(16);
    Digest32 batchDigest = reader.digest32();
    Bytes vaultInstance = reader.bytesExactly(16);
    long incarnation = reader.uint();
    long ceremony = reader.uint();
    Digest32 journalHead = reader.digest32();
    long sequence = reader.uint();
    Digest32 policyHash = reader.digest32();
    Digest32 deskCard = reader.digest32();
    Digest32 vaultCard = reader.digest32();
    long signedAt = reader.uint();
    long reviewBy = reader.uint();
    int leafCount = (int) reader.uint(BatchRequest.MAX_LEAVES);
    Bytes bits = fields > FIELDS ? reader.bytes((BatchRequest.MAX_LEAVES + 7) / 8) : null;
    reader.end();
    return make(() ->
        new Header(
            batchId,
            batchDigest,
            vaultInstance,
            incarnation,
            ceremony,
            journalHead,
            sequence,
            policyHash,
            deskCard,
            vaultCard,
            signedAt,
            reviewBy,
            leafCount,
            bits));
  }

  private static Section readSection(CborReader reader, Digest32 deskCard) throws ProblemException {
    reader.arrayExactly(4);
    long classCode = reader.uint();
    ReleaseClass releaseClass =
        Decoding.make(SignedBatchProblem.RESULT_UNKNOWN_CODE, () -> ReleaseClass.ofCode(classCode));
    int signatures = (int) reader.uint(BatchRequest.MAX_LEAVES);
    int wrapCount = reader.array(SignedBatch.MAX_WRAPS);
    List<KeyWrap> wraps = new ArrayList<>();
    for (int i = 0; i < wrapCount; i++) {
      KeyWrap wrap = readWrap(reader, deskCard);
      if (i > 0 && wrap.recipient().compareTo(wraps.getLast().recipient()) <= 0) {
        throw Problem.of(CodecProblem.CBOR_NOT_CANONICAL, "recipients out of order").asException();
      }
      wraps.add(wrap);
    }
    Bytes ciphertext = reader.bytes(SignedBatch.MAX_BYTES);
    return make(() -> new Section(releaseClass, signatures, wraps, ciphertext));
  }

  private static KeyWrap readWrap(CborReader reader, Digest32 deskCard) throws ProblemException {
    reader.arrayExactly(4);
    long kind = reader.uint();
    if (kind != WrapKind.X25519_CARD.code()) {
      throw Problem.of(SignedBatchProblem.RESULT_UNKNOWN_CODE, "wrap kind " + kind).asException();
    }
    return new KeyWrap(
        WrapKind.X25519_CARD,
        readRecipient(reader, deskCard),
        reader.bytesExactly(AGREEMENT_KEY),
        reader.bytesExactly(WRAPPED_KEY));
  }

  /** Nothing for the header's desk, which is nearly always the only one; else a card in full. */
  private static Digest32 readRecipient(CborReader reader, Digest32 deskCard)
      throws ProblemException {
    Bytes recipient = reader.bytes(32);
    if (recipient.isEmpty()) {
      return deskCard;
    }
    if (recipient.size() != 32 || recipient.equals(deskCard.bytes())) {
      throw Problem.of(CodecProblem.CBOR_NOT_CANONICAL, "a recipient of a section").asException();
    }
    return new Digest32(recipient);
  }

  private static <T> T make(Supplier<T> maker) throws ProblemException {
    return Decoding.make(SignedBatchProblem.RESULT_INCONSISTENT, maker);
  }
}
