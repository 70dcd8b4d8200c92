package org.foresign.carry;

import java.security.SecureRandom;
import java.util.Arrays;
import org.foresign.codec.Bytes;
import org.foresign.codec.CodecProblem;
import org.foresign.crypto.AesGcm256;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.X25519;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Signs then encrypts a message to one paired machine, and opens one (docs/spec/envelope.md). The
 * order of the checks at opening is the spec's; nothing here decodes a payload.
 */
public final class Envelope {
  /** Most bytes that an envelope adds to its payload. */
  public static final int MAX_OVERHEAD = 700;

  private Envelope() {}

  /** Remembers which messages were taken. */
  @FunctionalInterface
  public interface TakenMessages {
    boolean wasTaken(EnvelopeHeader header);
  }

  /**
   * What the opening side waits for.
   *
   * @param sender the pinned card of the only sender accepted
   * @param receiver this machine's own card
   */
  public record Expected(
      FormatType type,
      Direction direction,
      SignedIdentityCard sender,
      SignedIdentityCard receiver,
      TakenMessages taken) {}

  /**
   * Seals a payload for one receiver.
   *
   * @param senderKey32 Ed25519 key of the card that the header names as sender; stays the caller's
   * @param receiverKey32 X25519 public key of the receiver's card
   * @throws IllegalArgumentException if the payload is empty or too large for its type
   * @throws ProblemException if the receiver's key is weak
   */
  public static Bytes seal(
      EnvelopeHeader header,
      Bytes payload,
      byte[] senderKey32,
      Bytes receiverKey32,
      SecureRandom random)
      throws ProblemException {
    if (payload.isEmpty() || payload.size() > header.type().maxPayload()) {
      throw new IllegalArgumentException(
          "a payload of " + header.type() + " has 1 to " + header.type().maxPayload() + " bytes");
    }
    Bytes outer = CoseForms.protectedHeader(header);
    byte[] inner = CoseForms.inner(header.sender(), outer, payload, senderKey32);
    byte[] ephemeral = new byte[32];
    byte[] shared = new byte[0];
    byte[] key = new byte[0];
    try {
      random.nextBytes(ephemeral);
      Bytes ephemeralPublic = Bytes.of(X25519.publicKey(ephemeral));
      Bytes recipient = CoseForms.recipient(ephemeralPublic);
      shared = X25519.agree(ephemeral, receiverKey32.toArray());
      key = CoseForms.contentKey(shared, header, ephemeralPublic, receiverKey32, recipient, outer);
      byte[] sealed = AesGcm256.seal(key, new byte[12], CoseForms.additionalData(outer), inner);
      return CoseForms.outer(outer, sealed, recipient);
    } finally {
      Arrays.fill(ephemeral, (byte) 0);
      Arrays.fill(shared, (byte) 0);
      Arrays.fill(key, (byte) 0);
      Arrays.fill(inner, (byte) 0);
    }
  }

  /**
   * Reads the outside of an envelope to find out who it names; nothing of it is authenticated.
   *
   * @throws ProblemException with a {@link CodecProblem} or an {@link EnvelopeProblem}
   */
  public static EnvelopeHeader peek(Bytes envelope, FormatType type) throws ProblemException {
    return CoseForms.parse(envelope, type.maxPayload() + MAX_OVERHEAD).header();
  }

  /**
   * Opens an envelope.
   *
   * @param receiverKey32 X25519 private key of the receiver's card; stays the caller's to wipe
   */
  public static OpenedEnvelope open(Bytes envelope, Expected expected, byte[] receiverKey32) {
    try {
      CoseForms.Outer outer =
          CoseForms.parse(envelope, expected.type().maxPayload() + MAX_OVERHEAD);
      checkOutside(outer.header(), expected);
      Bytes payload = unseal(outer, expected, receiverKey32);
      if (expected.taken().wasTaken(outer.header())) {
        throw Problem.of(EnvelopeProblem.ENVELOPE_REPLAYED).asException();
      }
      return new OpenedEnvelope.Message(outer.header(), payload);
    } catch (ProblemException e) {
      return new OpenedEnvelope.Refused(e.problem());
    }
  }

  private static void checkOutside(EnvelopeHeader header, Expected expected)
      throws ProblemException {
    if (header.direction() != expected.direction()) {
      throw refusal(EnvelopeProblem.ENVELOPE_WRONG_DIRECTION, header.direction());
    }
    if (header.type() != expected.type()) {
      throw refusal(EnvelopeProblem.ENVELOPE_OTHER_TYPE, header.type());
    }
    if (!header
        .receiverInstance()
        .equals(
            expected.direction() == Direction.DESK_TO_VAULT
                ? expected.receiver().card().instance().orElse(Bytes.EMPTY)
                : Bytes.EMPTY)) {
      throw refusal(EnvelopeProblem.ENVELOPE_OTHER_INSTANCE, header.receiverInstance());
    }
    if (!header.receiver().equals(expected.receiver().digest())) {
      throw refusal(EnvelopeProblem.ENVELOPE_OTHER_RECEIVER, header.receiver());
    }
    if (!header.sender().equals(expected.sender().digest())) {
      throw refusal(EnvelopeProblem.ENVELOPE_UNKNOWN_SENDER, header.sender());
    }
    if (header.practice() != expected.sender().card().practice()
        || header.practice() != expected.receiver().card().practice()) {
      throw refusal(
          EnvelopeProblem.ENVELOPE_PRACTICE_DIFFERS, header.practice() ? "practice" : "real");
    }
  }

  private static Bytes unseal(CoseForms.Outer outer, Expected expected, byte[] receiverKey32)
      throws ProblemException {
    Bytes receiverPublic =
        expected
            .receiver()
            .card()
            .agreement()
            .orElseThrow(() -> new IllegalArgumentException("an approver receives no messages"));
    if (!X25519.isValidPublicKey(outer.ephemeral().toArray())) {
      throw Problem.of(EnvelopeProblem.ENVELOPE_WEAK_KEY).asException();
    }
    byte[] shared = X25519.agree(receiverKey32, outer.ephemeral().toArray());
    byte[] key =
        CoseForms.contentKey(
            shared,
            outer.header(),
            outer.ephemeral(),
            receiverPublic,
            outer.recipient(),
            outer.protectedBytes());
    byte[] inner;
    try {
      inner =
          AesGcm256.open(
              key,
              new byte[12],
              CoseForms.additionalData(outer.protectedBytes()),
              outer.ciphertext().toArray());
    } catch (ProblemException e) {
      throw new ProblemException(Problem.of(EnvelopeProblem.ENVELOPE_NOT_OPENED), e);
    } finally {
      Arrays.fill(shared, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
    CoseForms.Inner signed = CoseForms.parseInner(inner);
    if (!signed.signer().equals(outer.header().sender())) {
      throw refusal(EnvelopeProblem.ENVELOPE_SIGNER_DIFFERS, signed.signer());
    }
    byte[] message =
        CoseForms.signatureInput(signed.protectedBytes(), outer.protectedBytes(), signed.payload());
    if (!Ed25519.verify(
        expected.sender().card().signingKey().toArray(), message, signed.signature().toArray())) {
      throw Problem.of(EnvelopeProblem.ENVELOPE_SIGNATURE_WRONG).asException();
    }
    if (signed.payload().isEmpty()
        || signed.payload().size() > outer.header().type().maxPayload()) {
      throw Problem.of(CodecProblem.CBOR_TOO_LARGE, signed.payload().size() + " bytes of payload")
          .asException();
    }
    return signed.payload();
  }

  private static ProblemException refusal(EnvelopeProblem code, Object found) {
    return Problem.of(code, "found " + found).asException();
  }
}
