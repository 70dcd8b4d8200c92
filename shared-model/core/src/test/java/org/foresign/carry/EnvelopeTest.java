package org.foresign.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upokecenter.cbor.CBORObject;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.X25519;
import org.foresign.model.card.CardProblem;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.card.TestBytes;
import org.foresign.model.card.TestCards;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final int DESK = 1;
  private static final int VAULT = 2;
  private static final Bytes ID = Bytes.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");

  private final SecureRandom random = new SecureRandom();
  private final SignedIdentityCard desk = TestCards.signed(Role.DESK, DESK);
  private final SignedIdentityCard vault = TestCards.signed(Role.VAULT, VAULT);
  private final Bytes payload = Bytes.parseHex("0102030405");
  private final Set<Bytes> taken = new HashSet<>();
  private final Bytes sealed = seal(header(), payload);

  @Test
  void opensWhatWasSealedForIt() {
    assertThat(open(sealed)).isEqualTo(new OpenedEnvelope.Message(header(), payload));
  }

  @Test
  void twoEnvelopesOfOneMessageDiffer() {
    assertThat(seal(header(), payload)).isNotEqualTo(sealed);
  }

  @Test
  void refusesEachChange() {
    Mutator.of(
            sealed.toArray(),
            bytes -> open(Bytes.of(bytes)).orThrow().payload(),
            opened -> sealed.toArray(),
            ProblemException.class)
        .assertRejects();
  }

  @Test
  void damageInsideThatIsSealedAgainIsRefusedOrAnotherCanonicalForm() throws Exception {
    byte[] inner =
        CoseForms.inner(
            desk.digest(), CoseForms.protectedHeader(header()), payload, TestCards.key(DESK));
    Mutator.of(
            inner,
            CoseForms::parseInner,
            read ->
                new CborWriter()
                    .array(4)
                    .bytes(read.protectedBytes())
                    .map(0)
                    .bytes(read.payload())
                    .bytes(read.signature())
                    .toByteArray(),
            ProblemException.class)
        .assertCanonical();
  }

  @Test
  void damageOutsideIsRefusedOrAnotherCanonicalForm() {
    Mutator.of(
            sealed.toArray(),
            bytes ->
                CoseForms.parse(
                    Bytes.of(bytes),
                    FormatType.BATCH_DELIVERY.maxPayload() + Envelope.MAX_OVERHEAD),
            read ->
                CoseForms.outer(
                        CoseForms.protectedHeader(read.header()),
                        read.ciphertext().toArray(),
                        CoseForms.recipient(read.ephemeral()))
                    .toArray(),
            ProblemException.class)
        .assertCanonical();
  }

  @Test
  void addsNoMoreThanItsLimit() {
    Bytes large = Bytes.of(new byte[FormatType.BATCH_DELIVERY.maxPayload()]);
    assertThat(seal(header(), large).size() - large.size())
        .isLessThanOrEqualTo(Envelope.MAX_OVERHEAD);
    assertThat(open(seal(header(), large))).isInstanceOf(OpenedEnvelope.Message.class);
    assertThatThrownBy(() -> seal(header(), large.concat(payload)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void opensTheBytesThatAnotherCborLibraryAndTheJdkMake() throws Exception {
    assertThat(open(handmade(new Handmade())))
        .isEqualTo(new OpenedEnvelope.Message(header(), payload));
  }

  @Test
  void anotherCborLibraryAndTheJdkOpenOurBytes() throws Exception {
    CBORObject outer = CBORObject.DecodeFromBytes(sealed.toArray());
    byte[] header = outer.get(0).GetByteString();
    byte[] recipient = outer.get(3).get(0).get(0).GetByteString();
    byte[] ephemeral =
        CBORObject.DecodeFromBytes(recipient).get(CBORObject.FromObject(-1)).GetByteString();
    byte[] shared = X25519.agree(TestCards.key(VAULT + 100), ephemeral);
    byte[] key = contentKey(shared, ephemeral, recipient, header);
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, header);
    CBORObject inner = CBORObject.DecodeFromBytes(cipher.doFinal(outer.get(2).GetByteString()));
    assertThat(inner.get(2).GetByteString()).isEqualTo(payload.toArray());
    CBORObject signed =
        CBORObject.NewArray()
            .Add("Signature1")
            .Add(inner.get(0))
            .Add(header)
            .Add(payload.toArray());
    assertThat(
            Ed25519.verify(
                desk.card().signingKey().toArray(),
                TestBytes.canonical(signed).toArray(),
                inner.get(3).GetByteString()))
        .isTrue();
  }

  @Test
  void refusesAMessageOfAnotherMachine() {
    SignedIdentityCard stranger = TestCards.signed(Role.DESK, 9);
    EnvelopeHeader theirs =
        new EnvelopeHeader(
            FormatType.BATCH_DELIVERY,
            Direction.DESK_TO_VAULT,
            true,
            stranger.digest(),
            vault.digest(),
            TestCards.INSTANCE,
            ID);
    refuses(sealAs(theirs, payload, 9), EnvelopeProblem.ENVELOPE_UNKNOWN_SENDER);
  }

  @Test
  void refusesAMessageForAnotherCardOrInstance() {
    refuses(
        seal(header(vault.digest(), Bytes.parseHex("ff".repeat(16))), payload),
        EnvelopeProblem.ENVELOPE_OTHER_INSTANCE);
    refuses(
        seal(header(desk.digest(), TestCards.INSTANCE), payload),
        EnvelopeProblem.ENVELOPE_OTHER_RECEIVER);
  }

  @Test
  void refusesAnotherTypeAndTheWayBack() {
    refuses(
        seal(
            new EnvelopeHeader(
                FormatType.RECEIPT,
                Direction.DESK_TO_VAULT,
                true,
                desk.digest(),
                vault.digest(),
                TestCards.INSTANCE,
                ID),
            payload),
        EnvelopeProblem.ENVELOPE_OTHER_TYPE);
    refuses(
        seal(
            new EnvelopeHeader(
                FormatType.BATCH_DELIVERY,
                Direction.VAULT_TO_DESK,
                true,
                desk.digest(),
                vault.digest(),
                Bytes.EMPTY,
                ID),
            payload),
        EnvelopeProblem.ENVELOPE_WRONG_DIRECTION);
  }

  @Test
  void refusesAMarkThatIsNotThatOfBothCards() throws Exception {
    outside(h -> fields(h).set(4, CBORObject.False), EnvelopeProblem.ENVELOPE_PRACTICE_DIFFERS);
    outside(h -> fields(h).set(4, CBORObject.FromObject(0)), CodecProblem.CBOR_UNEXPECTED_TYPE);
    refuses(
        seal(
            new EnvelopeHeader(
                FormatType.BATCH_DELIVERY,
                Direction.DESK_TO_VAULT,
                false,
                desk.digest(),
                vault.digest(),
                TestCards.INSTANCE,
                ID),
            payload),
        EnvelopeProblem.ENVELOPE_PRACTICE_DIFFERS);
  }

  @Test
  void refusesAPracticeSenderAtARealMachine() throws Exception {
    refusesMixed(desk, TestCards.real(Role.VAULT, VAULT));
  }

  @Test
  void refusesARealSenderAtAPracticeMachine() throws Exception {
    refusesMixed(TestCards.real(Role.DESK, DESK), vault);
  }

  private void refusesMixed(SignedIdentityCard from, SignedIdentityCard to) throws Exception {
    EnvelopeHeader mixed =
        new EnvelopeHeader(
            FormatType.BATCH_DELIVERY,
            Direction.DESK_TO_VAULT,
            true,
            from.digest(),
            to.digest(),
            TestCards.INSTANCE,
            ID);
    OpenedEnvelope opened =
        Envelope.open(
            seal(mixed, payload),
            new Envelope.Expected(
                FormatType.BATCH_DELIVERY, Direction.DESK_TO_VAULT, from, to, h -> false),
            TestCards.key(VAULT + 100));
    assertThat(((OpenedEnvelope.Refused) opened).problem().code())
        .isEqualTo(EnvelopeProblem.ENVELOPE_PRACTICE_DIFFERS);
    assertThatThrownBy(() ->
            EnvelopeHeader.between(
                FormatType.BATCH_DELIVERY, Direction.DESK_TO_VAULT, from, to, ID))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void makesNoMessageOfAKindThatTheReceiverDoesNotList() {
    SignedIdentityCard old =
        TestCards.listing(
            Role.DESK, DESK, Map.of(FormatType.IDENTITY_CARD.code(), 1), OperationKind.values());
    assertThatThrownBy(() ->
            EnvelopeHeader.between(
                FormatType.SIGNED_BATCH, Direction.VAULT_TO_DESK, vault, old, ID))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(CardProblem.CARD_FORMAT_NOT_LISTED));
  }

  @Test
  void takesACardThatListsLaterVersionsToo() throws Exception {
    SignedIdentityCard newer =
        TestCards.listing(
            Role.DESK, DESK, Map.of(FormatType.SIGNED_BATCH.code(), 7), OperationKind.values());
    assertThat(
            EnvelopeHeader.between(
                    FormatType.SIGNED_BATCH, Direction.VAULT_TO_DESK, vault, newer, ID)
                .receiver())
        .isEqualTo(newer.digest());
  }

  @Test
  void refusesAMessageThatWasTakenBefore() throws Exception {
    taken.add(open(sealed).orThrow().header().messageId());
    refuses(sealed, EnvelopeProblem.ENVELOPE_REPLAYED);
  }

  @Test
  void refusesAForgedSignature() {
    refuses(sealAs(header(), payload, 9), EnvelopeProblem.ENVELOPE_SIGNATURE_WRONG);
  }

  @Test
  void refusesAnInnerSignerOtherThanTheOuterSender() throws Exception {
    Handmade parts = new Handmade();
    parts.signer = Digest32.ZERO;
    refuses(handmade(parts), EnvelopeProblem.ENVELOPE_SIGNER_DIFFERS);
  }

  @Test
  void refusesASignatureThatDoesNotCoverTheOutside() throws Exception {
    Handmade parts = new Handmade();
    parts.external = new byte[0];
    refuses(handmade(parts), EnvelopeProblem.ENVELOPE_SIGNATURE_WRONG);
  }

  @Test
  void refusesWeakEphemeralKeys() throws Exception {
    for (String weak :
        new String[] {
          "00".repeat(32),
          "01" + "00".repeat(31),
          "ec" + "ff".repeat(30) + "7f",
          "ed" + "ff".repeat(30) + "7f",
          "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"
        }) {
      Handmade parts = new Handmade();
      parts.ephemeralPublic = Bytes.parseHex(weak).toArray();
      refuses(handmade(parts), EnvelopeProblem.ENVELOPE_WEAK_KEY);
    }
  }

  @Test
  void refusesOtherProductsVersionsAlgorithmsAndLabels() throws Exception {
    outside(
        h -> fields(h).set(0, CBORObject.FromObject("else")), EnvelopeProblem.ENVELOPE_NOT_OURS);
    outside(
        h -> fields(h).set(2, CBORObject.FromObject(2)), EnvelopeProblem.ENVELOPE_OTHER_VERSION);
    outside(
        h -> h.set(CBORObject.FromObject(1), CBORObject.FromObject(24)),
        EnvelopeProblem.ENVELOPE_OTHER_ALGORITHM);
    outside(h -> fields(h).set(1, CBORObject.FromObject(9)), EnvelopeProblem.ENVELOPE_OTHER_TYPE);
    outside(
        h -> fields(h).set(3, CBORObject.FromObject(3)), EnvelopeProblem.ENVELOPE_WRONG_DIRECTION);
    outside(
        h -> h.set(CBORObject.FromObject(-65538), CBORObject.FromObject(3)),
        CodecProblem.CBOR_TOO_LARGE);
    outside(h -> fields(h).Add(3), CodecProblem.CBOR_TOO_LARGE);
    outside(h -> fields(h).RemoveAt(8), CodecProblem.CBOR_UNEXPECTED_TYPE);
    Handmade parts = new Handmade();
    parts.recipientAlgorithm = -31;
    refuses(handmade(parts), EnvelopeProblem.ENVELOPE_OTHER_ALGORITHM);
    parts = new Handmade();
    parts.signatureAlgorithm = -7;
    refuses(handmade(parts), EnvelopeProblem.ENVELOPE_OTHER_ALGORITHM);
  }

  @Test
  void refusesAnUnprotectedHeader() throws Exception {
    Handmade parts = new Handmade();
    parts.unprotected = CBORObject.NewMap().Add(4, new byte[] {1});
    refuses(handmade(parts), CodecProblem.CBOR_TOO_LARGE);
  }

  @Test
  void aRevisedCardOfTheReceiverDoesNotOpenOldMessages() {
    SignedIdentityCard other = TestCards.signed(Role.VAULT, 5);
    OpenedEnvelope opened =
        Envelope.open(
            sealed,
            new Envelope.Expected(
                FormatType.BATCH_DELIVERY, Direction.DESK_TO_VAULT, desk, other, h -> false),
            TestCards.key(105));
    assertThat(((OpenedEnvelope.Refused) opened).problem().code())
        .isEqualTo(EnvelopeProblem.ENVELOPE_OTHER_RECEIVER);
  }

  @Test
  void peekShowsTheOutsideOnly() throws Exception {
    assertThat(Envelope.peek(sealed, FormatType.BATCH_DELIVERY)).isEqualTo(header());
  }

  @Test
  void bothSidesDeriveTheSameFrameTagKeyForEachDirection() throws Exception {
    byte[] there = frameKey(DESK, desk, vault, Direction.DESK_TO_VAULT);
    assertThat(there).isEqualTo(frameKey(VAULT, vault, desk, Direction.DESK_TO_VAULT));
    assertThat(there).isNotEqualTo(frameKey(DESK, desk, vault, Direction.VAULT_TO_DESK));
  }

  private static byte[] frameKey(
      int own, SignedIdentityCard card, SignedIdentityCard peer, Direction direction)
      throws ProblemException {
    return FrameTagKey.derive(
        TestCards.key(own + 100),
        card.digest(),
        peer.card().agreement().orElseThrow(),
        peer.digest(),
        direction);
  }

  private void outside(Consumer<CBORObject> change, ProblemCode code) throws Exception {
    Handmade parts = new Handmade();
    parts.change = change;
    refuses(handmade(parts), code);
  }

  private EnvelopeHeader header() {
    return header(vault.digest(), TestCards.INSTANCE);
  }

  private EnvelopeHeader header(Digest32 receiver, Bytes instance) {
    return new EnvelopeHeader(
        FormatType.BATCH_DELIVERY,
        Direction.DESK_TO_VAULT,
        true,
        desk.digest(),
        receiver,
        instance,
        ID);
  }

  private Bytes seal(EnvelopeHeader header, Bytes content) {
    return sealAs(header, content, DESK);
  }

  private Bytes sealAs(EnvelopeHeader header, Bytes content, int key) {
    try {
      return Envelope.seal(
          header, content, TestCards.key(key), vault.card().agreement().orElseThrow(), random);
    } catch (ProblemException e) {
      throw new AssertionError(e);
    }
  }

  private OpenedEnvelope open(Bytes envelope) {
    return Envelope.open(
        envelope,
        new Envelope.Expected(
            FormatType.BATCH_DELIVERY,
            Direction.DESK_TO_VAULT,
            desk,
            vault,
            h -> taken.contains(h.messageId())),
        TestCards.key(VAULT + 100));
  }

  private void refuses(Bytes envelope, ProblemCode code) {
    assertThat(open(envelope))
        .isInstanceOfSatisfying(
            OpenedEnvelope.Refused.class,
            refused -> {
              Problem problem = refused.problem();
              assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
            });
  }

  private static final class Handmade {
    private Consumer<CBORObject> change = h -> {};
    private CBORObject unprotected = CBORObject.NewMap();
    private int recipientAlgorithm = -25;
    private int signatureAlgorithm = -8;
    private byte[] external;
    private Digest32 signer;
    private byte[] ephemeralPublic = X25519.publicKey(TestCards.key(0x55));
  }

  private static CBORObject fields(CBORObject header) {
    return header.get(CBORObject.FromObject(-65537));
  }

  /** The envelope of the spec, built without any class of ours but the curve's. */
  private Bytes handmade(Handmade parts) throws Exception {
    CBORObject h = CBORObject.NewMap();
    h.Add(1, 3);
    CBORObject fields = CBORObject.NewArray().Add("foresign").Add(4).Add(1).Add(0);
    fields.Add(true).Add(desk.digest().toArray()).Add(vault.digest().toArray());
    fields.Add(TestCards.INSTANCE.toArray()).Add(ID.toArray());
    h.Add(-65537, fields);
    parts.change.accept(h);
    byte[] header = TestBytes.canonical(h).toArray();
    Digest32 signer = parts.signer == null ? desk.digest() : parts.signer;
    byte[] signHeader =
        TestBytes.canonical(
                CBORObject.NewMap().Add(1, parts.signatureAlgorithm).Add(4, signer.toArray()))
            .toArray();
    CBORObject toSign =
        CBORObject.NewArray()
            .Add("Signature1")
            .Add(signHeader)
            .Add(parts.external == null ? header : parts.external)
            .Add(payload.toArray());
    byte[] signature = Ed25519.sign(TestCards.key(DESK), TestBytes.canonical(toSign).toArray());
    CBORObject inner =
        CBORObject.NewArray()
            .Add(signHeader)
            .Add(CBORObject.NewMap())
            .Add(payload.toArray())
            .Add(signature);
    byte[] recipient =
        TestBytes.canonical(
                CBORObject.NewMap().Add(1, parts.recipientAlgorithm).Add(-1, parts.ephemeralPublic))
            .toArray();
    byte[] shared =
        X25519.agree(TestCards.key(0x55), vault.card().agreement().orElseThrow().toArray());
    byte[] key = contentKey(shared, parts.ephemeralPublic, recipient, header);
    byte[] ciphertext =
        cipher(Cipher.ENCRYPT_MODE, key, header).doFinal(TestBytes.canonical(inner).toArray());
    CBORObject recipients =
        CBORObject.NewArray()
            .Add(CBORObject.NewArray().Add(recipient).Add(CBORObject.NewMap()).Add(new byte[0]));
    return TestBytes.canonical(
        CBORObject.NewArray().Add(header).Add(parts.unprotected).Add(ciphertext).Add(recipients));
  }

  private byte[] contentKey(byte[] shared, byte[] ephemeral, byte[] recipient, byte[] header)
      throws Exception {
    CBORObject info =
        CBORObject.NewArray()
            .Add(3)
            .Add(CBORObject.NewArray().Add(desk.digest().toArray()).Add(new byte[0]).Add(ephemeral))
            .Add(
                CBORObject.NewArray()
                    .Add(vault.digest().toArray())
                    .Add(new byte[0])
                    .Add(vault.card().agreement().orElseThrow().toArray()))
            .Add(CBORObject.NewArray().Add(256).Add(recipient).Add(header));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(new byte[32], "raw"));
    mac.init(new SecretKeySpec(mac.doFinal(shared), "raw"));
    mac.update(TestBytes.canonical(info).toArray());
    mac.update((byte) 1);
    return Arrays.copyOf(mac.doFinal(), 32);
  }

  private static Cipher cipher(int mode, byte[] key, byte[] header) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, new byte[12]));
    cipher.updateAAD(
        TestBytes.canonical(CBORObject.NewArray().Add("Encrypt").Add(header).Add(new byte[0]))
            .toArray());
    return cipher;
  }

  @Test
  void cardsOfThisTestAreRealCards() throws Exception {
    assertThat(IdentityCardCodec.decode(desk.bytes())).isEqualTo(desk);
  }
}
