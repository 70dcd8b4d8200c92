package org.foresign.model.card;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.document.SignedDocument;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Bytes of account cards (docs/spec/account-card.md). A card that was read belongs to the pinned
 * vault, and its maker holds the key of its address.
 */
public final class AccountCardCodec {
  private static final String TYPE = "account-card";
  private static final long MAX_COUNT = 0xffff_ffffL;
  private static final Pattern PATH = Pattern.compile("[ -~]{1,64}");

  private AccountCardCodec() {}

  /**
   * The transaction whose signature proves possession of the account's key: a zero-value
   * self-transfer at nonce 0 without fees on the practice chain.
   */
  public static Eip1559Tx possession(Address account) {
    return new Eip1559Tx(
        Networks.PRACTICE.chain(),
        0,
        new FeeCaps(Wei.ZERO, Wei.ZERO),
        21_000,
        account,
        Wei.ZERO,
        Bytes.EMPTY);
  }

  /**
   * Signs a card with the vault's identity key.
   *
   * @param vaultKey32 Ed25519 key of the vault's identity card; stays the caller's to wipe
   */
  public static SignedAccountCard sign(AccountCard card, byte[] vaultKey32) {
    if (!PATH.matcher(card.path()).matches()) {
      throw new IllegalArgumentException("a path is 1 to 64 printable ASCII characters");
    }
    Bytes bytes = SignedDocument.sign(TYPE, body(card), vaultKey32).encode();
    return new SignedAccountCard(card, bytes, SignedDocument.digest(TYPE, bytes));
  }

  /**
   * Reads a card of a paired vault and checks all that it claims.
   *
   * @param vault the pinned identity card of the vault it must come from
   * @throws ProblemException with a {@link org.foresign.codec.CodecProblem} or a {@link
   *     CardProblem}
   */
  public static SignedAccountCard decode(Bytes bytes, SignedIdentityCard vault, Secp256k1 curve)
      throws ProblemException {
    SignedDocument document = SignedDocument.decode(bytes, AccountCard.MAX_BYTES);
    if (!document.signedBy(TYPE, vault.card().signingKey())) {
      throw Problem.of(CardProblem.CARD_SIGNATURE_WRONG).asException();
    }
    AccountCard card = readBody(document.body());
    if (!card.vaultCard().equals(vault.digest())
        || !vault.card().instance().equals(Optional.of(card.vaultInstance()))
        || card.practice() != vault.card().practice()) {
      throw Problem.of(CardProblem.CARD_OF_OTHER_VAULT).asException();
    }
    checkKey(card, curve);
    return new SignedAccountCard(card, bytes, SignedDocument.digest(TYPE, bytes));
  }

  /**
   * The vault that a card says it is of; nothing of it is checked.
   *
   * @throws ProblemException if it is no account card
   */
  public static Bytes claimedInstance(Bytes bytes) throws ProblemException {
    return readBody(SignedDocument.decode(bytes, AccountCard.MAX_BYTES).body()).vaultInstance();
  }

  private static void checkKey(AccountCard card, Secp256k1 curve) throws ProblemException {
    Digest32 digest = possession(card.address()).signingDigest();
    byte[] point;
    try {
      point = curve.recover(digest.toArray(), card.proof());
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.of(CardProblem.CARD_PROOF_WRONG, card.address().toString()), e);
    }
    if (!compress(point).equals(card.publicKey())) {
      throw Problem.of(CardProblem.CARD_PROOF_WRONG, card.address().toString()).asException();
    }
    if (!Address.ofPublicKey(point).equals(card.address())) {
      throw Problem.of(CardProblem.CARD_ADDRESS_WRONG, card.address().toString()).asException();
    }
  }

  /** The compressed form of an uncompressed point (SEC 1 section 2.3.3). */
  public static Bytes compress(byte[] point65) {
    byte[] compressed = Arrays.copyOf(point65, 33);
    compressed[0] = (byte) (2 + (point65[64] & 1));
    return Bytes.of(compressed);
  }

  private static Bytes body(AccountCard card) {
    CborWriter out = new CborWriter().map(13);
    out.key(1).uint(AccountCard.VERSION).key(2).uint(card.family().code());
    out.key(3).uint(card.signer().code()).key(4).text(card.path());
    out.key(5).uint(card.provenance().code()).key(6).bytes(card.publicKey());
    out.key(7).bytes(card.address().bytes()).key(8).bytes(card.vaultInstance());
    out.key(9).bytes(card.vaultCard().bytes()).key(10).uint(card.epoch());
    out.key(11).bool(card.practice()).key(12).bytes(card.proof().compact());
    return out.key(13).uint(card.proof().yParity()).toBytes();
  }

  private static AccountCard readBody(Bytes body) throws ProblemException {
    CborMapReader map = CborMapReader.open(body, AccountCard.MAX_BYTES, 13, AccountCard.VERSION);
    long family = map.at(2).uint();
    long signer = map.at(3).uint();
    String path = map.at(4).text(64);
    long provenance = map.at(5).uint();
    Bytes publicKey = map.at(6).bytesExactly(33);
    Address address = new Address(map.at(7).bytesExactly(20));
    Bytes instance = map.at(8).bytesExactly(16);
    Digest32 vaultCard = map.at(9).digest32();
    long epoch = map.at(10).uint(MAX_COUNT);
    boolean practice = map.at(11).bool();
    Bytes proof = map.at(12).bytesExactly(64);
    int parity = (int) map.at(13).uint(1);
    map.end();
    if (!PATH.matcher(path).matches()) {
      throw Problem.of(CardProblem.CARD_INCONSISTENT, "path").asException();
    }
    return Decoding.inRange(() ->
        new AccountCard(
            ChainFamily.ofCode(family),
            SignerKind.ofCode(signer),
            path,
            Provenance.ofCode(provenance),
            publicKey,
            address,
            instance,
            vaultCard,
            epoch,
            practice,
            new EcdsaSignature(proof, parity)));
  }
}
