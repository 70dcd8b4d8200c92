package org.foresign.model.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.document.SignedDocument;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Keys;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;

class AccountCardCodecTest {
  private static final Secp256k1 CURVE = new BouncySecp256k1();

  private final SignedIdentityCard vault = TestCards.signed(Role.VAULT, 3);
  private final SignedAccountCard card = TestCards.account(vault, 3, TestCards.key(0x42));

  @Test
  void readsWhatItWroteAndRefusesEachChange() throws Exception {
    assertThat(AccountCardCodec.decode(card.bytes(), vault, CURVE)).isEqualTo(card);
    Mutator.of(
            card.bytes().toArray(),
            bytes -> AccountCardCodec.decode(Bytes.of(bytes), vault, CURVE),
            read -> read.bytes().toArray(),
            ProblemException.class)
        .assertRejects();
  }

  @Test
  void aDamagedBodyThatIsSignedAgainIsRefusedOrAnotherCanonicalOne() throws Exception {
    Mutator.of(
            SignedDocument.decode(card.bytes(), AccountCard.MAX_BYTES).body().toArray(),
            body -> AccountCardCodec.decode(resigned(Bytes.of(body)), vault, CURVE),
            read ->
                SignedDocument.decode(resigned(read.card()), AccountCard.MAX_BYTES)
                    .body()
                    .toArray(),
            ProblemException.class)
        .flips(3_000)
        .assertCanonical();
  }

  @Test
  void addressAndPossessionAreThoseOfWeb3j() {
    ECKeyPair pair = ECKeyPair.create(TestCards.key(0x42));
    assertThat(card.card().address())
        .isEqualTo(Address.parse(Keys.toChecksumAddress(Keys.getAddress(pair))));
    RawTransaction transaction =
        RawTransaction.createTransaction(
            Networks.PRACTICE.chain().reference(),
            java.math.BigInteger.ZERO,
            java.math.BigInteger.valueOf(21_000),
            card.card().address().toString(),
            java.math.BigInteger.ZERO,
            "",
            java.math.BigInteger.ZERO,
            java.math.BigInteger.ZERO);
    assertThat(Digest32.of(Hash.sha3(TransactionEncoder.encode(transaction))))
        .isEqualTo(AccountCardCodec.possession(card.card().address()).signingDigest());
  }

  @Test
  void refusesACardOfAnotherVault() {
    refuses(card.bytes(), TestCards.signed(Role.VAULT, 4), CardProblem.CARD_SIGNATURE_WRONG);
    SignedAccountCard borrowed =
        TestCards.account(TestCards.signed(Role.VAULT, 4), 3, TestCards.key(0x42));
    refuses(borrowed.bytes(), vault, CardProblem.CARD_OF_OTHER_VAULT);
  }

  @Test
  void refusesAProofByAnotherKeyOrOverAnotherTransaction() {
    EcdsaSignature other =
        CURVE.sign(
            TestCards.key(0x43),
            AccountCardCodec.possession(card.card().address()).signingDigest().toArray());
    refuses(resigned(with(card.card().address(), other)), vault, CardProblem.CARD_PROOF_WRONG);
    EcdsaSignature elsewhere = CURVE.sign(TestCards.key(0x42), new byte[32]);
    refuses(resigned(with(card.card().address(), elsewhere)), vault, CardProblem.CARD_PROOF_WRONG);
  }

  @Test
  void refusesAnAddressThatIsNotTheKeys() {
    Address other = Address.parse("0x1111111111111111111111111111111111111111");
    EcdsaSignature proof =
        CURVE.sign(
            TestCards.key(0x42), AccountCardCodec.possession(other).signingDigest().toArray());
    refuses(resigned(with(other, proof)), vault, CardProblem.CARD_ADDRESS_WRONG);
  }

  private AccountCard with(Address address, EcdsaSignature proof) {
    AccountCard c = card.card();
    return new AccountCard(
        c.family(),
        c.signer(),
        c.path(),
        c.provenance(),
        c.publicKey(),
        address,
        c.vaultInstance(),
        c.vaultCard(),
        c.epoch(),
        c.practice(),
        proof);
  }

  private static Bytes resigned(Bytes body) {
    return SignedDocument.sign("account-card", body, TestCards.key(3)).encode();
  }

  private static Bytes resigned(AccountCard card) {
    return AccountCardCodec.sign(card, TestCards.key(3)).bytes();
  }

  private static void refuses(Bytes bytes, SignedIdentityCard vault, ProblemCode code) {
    assertThatThrownBy(() -> AccountCardCodec.decode(bytes, vault, CURVE))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
