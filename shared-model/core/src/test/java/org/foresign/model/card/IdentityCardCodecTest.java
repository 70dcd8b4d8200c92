package org.foresign.model.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upokecenter.cbor.CBORObject;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.foresign.codec.Bytes;
import org.foresign.codec.CodecProblem;
import org.foresign.crypto.Ed25519;
import org.foresign.model.document.SignedDocument;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityCardCodecTest {
  @ParameterizedTest
  @EnumSource(Role.class)
  void readsWhatItWroteAndRefusesEachChange(Role role) throws Exception {
    SignedIdentityCard card = TestCards.signed(role, 7);
    assertThat(IdentityCardCodec.decode(card.bytes())).isEqualTo(card);
    Mutator.of(
            card.bytes().toArray(),
            bytes -> IdentityCardCodec.decode(Bytes.of(bytes)),
            read -> read.bytes().toArray(),
            ProblemException.class)
        .assertRejects();
  }

  @Test
  void bytesAreThoseThatAnotherLibraryWritesAndTheJdkVerifies() throws Exception {
    IdentityCard card = TestCards.plain(Role.VAULT, 9);
    CBORObject body = body(card);
    Bytes bytes = TestBytes.canonical(body);
    SignedIdentityCard signed = TestCards.signed(Role.VAULT, 9);
    CBORObject document = CBORObject.DecodeFromBytes(signed.bytes().toArray());
    assertThat(Bytes.of(document.get(1).GetByteString())).isEqualTo(bytes);

    byte[] raw = card.signingKey().toArray();
    boolean odd = raw[31] < 0;
    raw[31] &= 0x7f;
    EdECPublicKey key =
        (EdECPublicKey)
            KeyFactory.getInstance("Ed25519")
                .generatePublic(
                    new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519,
                        new EdECPoint(odd, TestBytes.littleEndian(raw))));
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(key);
    verifier.update("foresign/identity-card/v1\0".getBytes());
    verifier.update(bytes.toArray());
    assertThat(verifier.verify(document.get(2).GetByteString())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "0200000000000000000000000000000000000000000000000000000000000000"
      })
  void refusesSigningKeysOfSmallOrderOrOtherForm(String key) {
    CBORObject body = body(TestCards.plain(Role.DESK, 7));
    body.set(CBORObject.FromObject(6), CBORObject.FromObject(Bytes.parseHex(key).toArray()));
    refuses(signed(body, 7), CardProblem.CARD_KEY_UNSAFE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "09000000000000000000000000000000000000000000000000000000000000ff"
      })
  void refusesAgreementKeysOfSmallOrderOrOtherForm(String key) {
    CBORObject body = body(TestCards.plain(Role.DESK, 7));
    body.set(CBORObject.FromObject(7), CBORObject.FromObject(Bytes.parseHex(key).toArray()));
    refuses(signed(body, 7), CardProblem.CARD_KEY_UNSAFE);
  }

  @Test
  void refusesASignedDocumentOfAnotherVersion() {
    String card = TestCards.signed(Role.DESK, 7).bytes().hex();
    assertThat(card).startsWith("8301");
    refuses(Bytes.parseHex("8302" + card.substring(4)), CodecProblem.FORMAT_UNKNOWN_VERSION);
    refuses(Bytes.parseHex("82" + card.substring(4)), CodecProblem.CBOR_UNEXPECTED_TYPE);
  }

  @Test
  void saysWhichOperationsItDoesNotKnow() throws Exception {
    IdentityCard card =
        TestCards.listing(Role.VAULT, 7, Map.of(1, 1), OperationKind.STAKE, OperationKind.CANCEL)
            .card();
    card.requireKnown(List.of(OperationKind.STAKE, OperationKind.CANCEL));
    assertThatThrownBy(() -> card.requireKnown(List.of(OperationKind.TOP_UP)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(CardProblem.CARD_OPERATION_NOT_LISTED));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void aDamagedBodyThatIsSignedAgainIsRefusedOrAnotherCanonicalOne(Role role) throws Exception {
    SignedIdentityCard card = TestCards.signed(role, 7);
    Mutator.of(
            SignedDocument.decode(card.bytes(), IdentityCard.MAX_BYTES).body().toArray(),
            body ->
                IdentityCardCodec.decode(
                    SignedDocument.sign("identity-card", Bytes.of(body), TestCards.key(7))
                        .encode()),
            read -> SignedDocument.decode(read.bytes(), IdentityCard.MAX_BYTES).body().toArray(),
            ProblemException.class)
        .flips(3_000)
        .assertCanonical();
  }

  @Test
  void refusesFieldsThatContradictEachOther() {
    changed(b -> b.Remove(CBORObject.FromObject(7)), CardProblem.CARD_INCONSISTENT);
    changed(
        b -> b.set(CBORObject.FromObject(9), CBORObject.FromObject(1)),
        CardProblem.CARD_INCONSISTENT);
    changed(b -> b.set(CBORObject.FromObject(11), CBORObject.True), CardProblem.CARD_INCONSISTENT);
    changed(
        b -> b.set(CBORObject.FromObject(4), CBORObject.FromObject(2)),
        CardProblem.CARD_INCONSISTENT);
  }

  @Test
  void refusesUnknownVersionsKeysAndRoles() {
    changed(
        b -> b.set(CBORObject.FromObject(1), CBORObject.FromObject(2)),
        CodecProblem.FORMAT_UNKNOWN_VERSION);
    changed(
        b -> b.set(CBORObject.FromObject(14), CBORObject.FromObject(2)),
        CodecProblem.CBOR_TOO_LARGE,
        CodecProblem.CBOR_UNKNOWN_KEY);
    changed(
        b -> b.set(CBORObject.FromObject(2), CBORObject.FromObject(4)),
        CodecProblem.CBOR_OUT_OF_RANGE);
    changed(
        b -> b.set(CBORObject.FromObject(11), CBORObject.False), CodecProblem.CBOR_NOT_CANONICAL);
  }

  @Test
  void readsACardThatListsMoreThanThisReleaseKnows() throws Exception {
    CBORObject body = body(TestCards.plain(Role.DESK, 7));
    body.get(CBORObject.FromObject(12)).set(CBORObject.FromObject(99), CBORObject.FromObject(3));
    body.get(CBORObject.FromObject(13)).Add(CBORObject.FromObject(77));
    SignedIdentityCard read = IdentityCardCodec.decode(signed(body, 7));
    assertThat(read.card().formats()).containsEntry(99, 3);
    assertThat(read.card().operations()).hasSize(8);
  }

  @Test
  void refusesToSignWithAnotherKey() {
    assertThatThrownBy(
            () -> IdentityCardCodec.sign(TestCards.plain(Role.DESK, 7), TestCards.key(8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void changed(Consumer<CBORObject> change, ProblemCode... allowed) {
    CBORObject body = body(TestCards.plain(Role.DESK, 7));
    change.accept(body);
    refuses(signed(body, 7), allowed);
  }

  private static Bytes signed(CBORObject body, int key) {
    byte[] bytes = TestBytes.canonical(body).toArray();
    Bytes message = Bytes.of("foresign/identity-card/v1\0".getBytes()).concat(Bytes.of(bytes));
    byte[] signature = Ed25519.sign(TestCards.key(key), message.toArray());
    return new SignedDocument(Bytes.of(bytes), Bytes.of(signature)).encode();
  }

  private static void refuses(Bytes bytes, ProblemCode... allowed) {
    assertThatThrownBy(() -> IdentityCardCodec.decode(bytes))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isIn((Object[]) allowed));
  }

  private static CBORObject body(IdentityCard card) {
    CBORObject body = CBORObject.NewMap();
    body.Add(1, 1);
    body.Add(2, card.role().code());
    body.Add(3, card.practice());
    body.Add(4, card.epoch());
    body.Add(5, card.createdAt());
    body.Add(6, card.signingKey().toArray());
    card.agreement().ifPresent(key -> body.Add(7, key.toArray()));
    card.instance().ifPresent(instance -> body.Add(8, instance.toArray()));
    if (card.incarnation() > 0) {
      body.Add(9, card.incarnation());
    }
    CBORObject formats = CBORObject.NewMap();
    card.formats().forEach((code, version) -> formats.Add(code, version));
    body.Add(12, formats);
    CBORObject operations = CBORObject.NewArray();
    card.operations().forEach(kind -> operations.Add(kind.code()));
    body.Add(13, operations);
    return body;
  }
}
