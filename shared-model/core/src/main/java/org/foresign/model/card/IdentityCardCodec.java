package org.foresign.model.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.X25519;
import org.foresign.model.document.SignedDocument;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of identity cards (docs/spec/identity-card.md). A card that was read has a right
 * self-signature and safe keys; who made it is for the ten words to show.
 */
public final class IdentityCardCodec {
  private static final String TYPE = "identity-card";
  private static final int MAX_FORMATS = 32;
  private static final int MAX_OPERATIONS = 64;
  private static final int MAX_CODE = 255;
  private static final int MAX_FORMAT_VERSION = 65_535;
  private static final long MAX_COUNT = 0xffff_ffffL;

  private IdentityCardCodec() {}

  /**
   * Signs a card with its own key.
   *
   * @param privateKey32 Ed25519 key of {@code card.signingKey()}; stays the caller's to wipe
   * @throws IllegalArgumentException if the key is another one
   */
  public static SignedIdentityCard sign(IdentityCard card, byte[] privateKey32) {
    if (!Bytes.of(Ed25519.publicKey(privateKey32)).equals(card.signingKey())) {
      throw new IllegalArgumentException("a card is signed by its own key");
    }
    Bytes bytes = SignedDocument.sign(TYPE, body(card), privateKey32).encode();
    return new SignedIdentityCard(card, bytes, SignedDocument.digest(TYPE, bytes));
  }

  /**
   * Reads a card and checks its keys and its self-signature.
   *
   * @throws ProblemException with a {@link CodecProblem} or a {@link CardProblem}
   */
  public static SignedIdentityCard decode(Bytes bytes) throws ProblemException {
    SignedDocument document = SignedDocument.decode(bytes, IdentityCard.MAX_BYTES);
    IdentityCard card = readBody(document.body());
    if (!Ed25519.isValidPublicKey(card.signingKey().toArray())) {
      throw Problem.of(CardProblem.CARD_KEY_UNSAFE, "signing key").asException();
    }
    if (card.agreementKey() != null && !X25519.isValidPublicKey(card.agreementKey().toArray())) {
      throw Problem.of(CardProblem.CARD_KEY_UNSAFE, "agreement key").asException();
    }
    if (!document.signedBy(TYPE, card.signingKey())) {
      throw Problem.of(CardProblem.CARD_SIGNATURE_WRONG).asException();
    }
    return new SignedIdentityCard(card, bytes, SignedDocument.digest(TYPE, bytes));
  }

  private static Bytes body(IdentityCard card) {
    int keys = 8 + count(card.agreementKey()) + count(card.vaultInstance());
    keys += card.incarnation() > 0 ? 1 : 0;
    keys += count(card.replaces()) + (card.revoked() ? 1 : 0);
    CborWriter out = new CborWriter().map(keys);
    out.key(1).uint(IdentityCard.VERSION).key(2).uint(card.role().code());
    out.key(3).bool(card.practice()).key(4).uint(card.epoch()).key(5).uint(card.createdAt());
    out.key(6).bytes(card.signingKey());
    if (card.agreementKey() != null) {
      out.key(7).bytes(card.agreementKey());
    }
    if (card.vaultInstance() != null) {
      out.key(8).bytes(card.vaultInstance());
    }
    if (card.incarnation() > 0) {
      out.key(9).uint(card.incarnation());
    }
    if (card.replaces() != null) {
      out.key(10).bytes(card.replaces().bytes());
    }
    if (card.revoked()) {
      out.key(11).bool(true);
    }
    out.key(12).map(card.formats().size());
    for (Map.Entry<Integer, Integer> format : card.formats().entrySet()) {
      out.key(format.getKey()).uint(format.getValue());
    }
    List<Integer> codes = card.operations().stream().map(OperationKind::code).sorted().toList();
    out.key(13).array(codes.size());
    codes.forEach(out::uint);
    return out.toBytes();
  }

  private static int count(@Nullable Object optional) {
    return optional == null ? 0 : 1;
  }

  private static IdentityCard readBody(Bytes body) throws ProblemException {
    CborMapReader map = CborMapReader.open(body, IdentityCard.MAX_BYTES, 13, IdentityCard.VERSION);
    long role = map.at(2).uint();
    boolean practice = map.at(3).bool();
    long epoch = map.at(4).uint(MAX_COUNT);
    long createdAt = map.at(5).uint();
    Bytes signingKey = map.at(6).bytesExactly(32);
    @Nullable Bytes agreementKey = map.has(7) ? map.value().bytesExactly(32) : null;
    @Nullable Bytes instance = map.has(8) ? map.value().bytesExactly(16) : null;
    long incarnation = map.has(9) ? positive(map.value()) : 0;
    @Nullable Digest32 replaces = map.has(10) ? map.value().digest32() : null;
    boolean revoked = map.has(11) && requireTrue(map.value());
    SortedMap<Integer, Integer> formats = formats(map.at(12));
    List<OperationKind> operations = operations(map.at(13));
    map.end();
    Role known = Decoding.inRange(() -> Role.ofCode(role));
    try {
      return new IdentityCard(
          known,
          practice,
          epoch,
          createdAt,
          signingKey,
          agreementKey,
          instance,
          incarnation,
          replaces,
          revoked,
          formats,
          operations);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(CardProblem.CARD_INCONSISTENT, String.valueOf(e.getMessage())), e);
    }
  }

  private static long positive(CborReader reader) throws ProblemException {
    long value = reader.uint(MAX_COUNT);
    if (value == 0) {
      throw Problem.of(CodecProblem.CBOR_OUT_OF_RANGE, "an incarnation of 0").asException();
    }
    return value;
  }

  /** There is one way to say that a card is not revoked: to leave the key out. */
  private static boolean requireTrue(CborReader reader) throws ProblemException {
    if (!reader.bool()) {
      throw Problem.of(CodecProblem.CBOR_NOT_CANONICAL, "revoked is true or absent").asException();
    }
    return true;
  }

  private static SortedMap<Integer, Integer> formats(CborReader reader) throws ProblemException {
    int count = reader.map(MAX_FORMATS);
    SortedMap<Integer, Integer> formats = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      long code = reader.key();
      long version = reader.uint(MAX_FORMAT_VERSION);
      if (code < 1 || code > MAX_CODE || version == 0) {
        throw Problem.of(CodecProblem.CBOR_OUT_OF_RANGE, "format " + code).asException();
      }
      formats.put((int) code, (int) version);
    }
    if (formats.isEmpty()) {
      throw Problem.of(CodecProblem.CBOR_OUT_OF_RANGE, "no formats").asException();
    }
    return formats;
  }

  private static List<OperationKind> operations(CborReader reader) throws ProblemException {
    int count = reader.array(MAX_OPERATIONS);
    List<OperationKind> known = new ArrayList<>();
    long last = 0;
    for (int i = 0; i < count; i++) {
      long code = reader.uint(MAX_CODE);
      if (code <= last) {
        throw Problem.of(CodecProblem.CBOR_NOT_CANONICAL, "operation codes ascend").asException();
      }
      last = code;
      for (OperationKind kind : OperationKind.values()) {
        if (kind.code() == code) {
          known.add(kind);
        }
      }
    }
    if (count == 0) {
      throw Problem.of(CodecProblem.CBOR_OUT_OF_RANGE, "no operations").asException();
    }
    return known;
  }
}
