package org.foresign.desk;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.foresign.carry.Direction;
import org.foresign.carry.Envelope;
import org.foresign.carry.EnvelopeHeader;
import org.foresign.carry.FormatType;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.SectionSealer;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.Secp256k1;
import org.foresign.crypto.X25519;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.card.AccountCard;
import org.foresign.model.card.AccountCardCodec;
import org.foresign.model.card.IdentityCard;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Provenance;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyCodec;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.tx.SignedBatchCodec;
import org.foresign.model.tx.UnsignedTx;

/** What a vault does towards a desk, with one account whose key anybody may know. */
public final class TestVault {
  /** First account of the public development mnemonic, m/44'/60'/0'/0/0. */
  public static final String DEVELOPER_KEY =
      "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  // Hashes of the policies made here, by number, so that the next one names the one before.
  private final Map<Long, Digest32> policies = new HashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Secp256k1 curve = Secp256k1.best();
  private final byte[] accountKey = HexFormat.of().parseHex(DEVELOPER_KEY);
  private final byte[] signingKey = fresh(32);
  private final byte[] agreementKey = fresh(32);
  private final Bytes instance = Bytes.of(fresh(16));
  private final SignedIdentityCard card;
  private long ceremony;

  public TestVault(boolean practice) {
    this.card =
        IdentityCardCodec.sign(
            new IdentityCard(
                Role.VAULT,
                practice,
                1,
                1_790_000_000L,
                Bytes.of(Ed25519.publicKey(signingKey)),
                Bytes.of(X25519.publicKey(agreementKey)),
                instance,
                1,
                null,
                false,
                formats(),
                List.of(OperationKind.values())),
            signingKey);
  }

  public SignedIdentityCard card() {
    return card;
  }

  public Bytes instance() {
    return instance;
  }

  public Address account() {
    return Address.ofPublicKey(curve.publicKey(accountKey));
  }

  /** The account's card, as the desk imports it. */
  public Bytes accountCard() {
    byte[] proof = AccountCardCodec.possession(account()).signingDigest().toArray();
    AccountCard account =
        new AccountCard(
            ChainFamily.EVM,
            SignerKind.LOCAL,
            "m/44'/60'/0'/0/0",
            Provenance.IMPORTED,
            AccountCardCodec.compress(curve.publicKey(accountKey)),
            account(),
            instance,
            card.digest(),
            1,
            card.card().practice(),
            curve.sign(accountKey, proof));
    return AccountCardCodec.sign(account, signingKey).bytes();
  }

  /** A policy, signed as this vault exports it. */
  public Bytes policy(Policy policy) {
    Bytes body = PolicyCodec.encode(policy);
    Bytes signature = Bytes.of(Ed25519.sign(signingKey, SignedPolicy.signedBytes(body)));
    return new SignedPolicy(body, List.of(new SignedPolicy.Signature(card.digest(), signature)))
        .encode();
  }

  /** A signature of the account over a leaf. */
  public EcdsaSignature sign(UnsignedTx leaf) {
    return curve.sign(accountKey, leaf.signingDigest().toArray());
  }

  /** Signs every leaf. */
  public List<EcdsaSignature> signAll(ExpandedBatch batch) {
    return batch.leaves().stream().map(this::sign).toList();
  }

  /** The signed batch of the next ceremony, sealed for the desk. */
  public Parcel result(ExpandedBatch batch, SignedIdentityCard desk) throws ProblemException {
    return result(batch, desk, signAll(batch), header -> header);
  }

  /** The same with chosen signatures and a changed header. */
  public Parcel result(
      ExpandedBatch batch,
      SignedIdentityCard desk,
      List<EcdsaSignature> signatures,
      UnaryOperator<SignedBatch.Header> change)
      throws ProblemException {
    ceremony++;
    SignedBatch.Header header = change.apply(header(batch, desk));
    SectionSealer sealer = new SectionSealer(SignedBatchCodec.encodeHeader(header));
    SectionSealer.Recipient recipient =
        new SectionSealer.Recipient(desk.digest(), desk.card().agreement().orElseThrow());
    List<SignedBatch.Section> sections = new ArrayList<>();
    for (ReleaseClass releaseClass : ReleaseClass.values()) {
      List<EcdsaSignature> mine =
          batch.leaves().stream()
              .filter(leaf -> leaf.releaseClass() == releaseClass)
              .map(leaf -> signatures.get(leaf.index()))
              .toList();
      if (!mine.isEmpty()) {
        sections.add(sealer.seal(releaseClass, mine, List.of(recipient), random));
      }
    }
    return seal(
        desk,
        batch.request().batchId(),
        SignedBatchCodec.encode(new SignedBatch(header, sections)));
  }

  /** The empty result of a claim that the officers closed. */
  public Parcel closed(ExpandedBatch batch, SignedIdentityCard desk) throws ProblemException {
    ceremony++;
    SignedBatch.Header full = header(batch, desk);
    SignedBatch.Header empty =
        new SignedBatch.Header(
            full.batchId(),
            full.batchDigest(),
            full.vaultInstance(),
            full.incarnation(),
            full.ceremony(),
            full.journalHead(),
            full.sequence(),
            full.policyHash(),
            full.deskCard(),
            full.vaultCard(),
            full.signedAt(),
            full.reviewBy(),
            full.leafCount(),
            Bytes.of(new byte[(full.leafCount() + 7) / 8]));
    return seal(
        desk,
        batch.request().batchId(),
        SignedBatchCodec.encode(new SignedBatch(empty, List.of())));
  }

  /** Seals any bytes as this vault's signed batch. */
  public Parcel seal(SignedIdentityCard desk, Bytes messageId, Bytes payload)
      throws ProblemException {
    EnvelopeHeader header =
        EnvelopeHeader.between(
            FormatType.SIGNED_BATCH, Direction.VAULT_TO_DESK, card, desk, messageId);
    Bytes envelope =
        Envelope.seal(header, payload, signingKey, desk.card().agreement().orElseThrow(), random);
    return Parcel.of(ParcelKind.SIGNED_BATCH, envelope);
  }

  /** A policy with this number that allows nothing, sealed for the desk. */
  public Parcel policy(long number, SignedIdentityCard desk) throws ProblemException {
    Policy policy =
        new Policy(
            number,
            number == 1 ? null : policies.getOrDefault(number - 1, Digest32.of(fresh(32))),
            instance,
            1_790_000_000L,
            card.card().practice(),
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    Bytes body = PolicyCodec.encode(policy);
    policies.put(number, PolicyCodec.hash(body));
    Bytes signature = Bytes.of(Ed25519.sign(signingKey, SignedPolicy.signedBytes(body)));
    SignedPolicy signed =
        new SignedPolicy(body, List.of(new SignedPolicy.Signature(card.digest(), signature)));
    EnvelopeHeader header =
        EnvelopeHeader.between(
            FormatType.POLICY, Direction.VAULT_TO_DESK, card, desk, Bytes.of(fresh(16)));
    return Parcel.of(
        ParcelKind.POLICY,
        Envelope.seal(
            header, signed.encode(), signingKey, desk.card().agreement().orElseThrow(), random));
  }

  private SignedBatch.Header header(ExpandedBatch batch, SignedIdentityCard desk) {
    return new SignedBatch.Header(
        batch.request().batchId(),
        batch.batchDigest(),
        instance,
        1,
        ceremony,
        Digest32.of(fresh(32)),
        batch.request().sequence(),
        batch.request().policyHash(),
        desk.digest(),
        card.digest(),
        1_790_000_000L,
        batch.request().reviewBy(),
        batch.leaves().size(),
        null);
  }

  /** A copy of the account's key, to look for it where it must not be. */
  public byte[] accountKey() {
    return Arrays.copyOf(accountKey, accountKey.length);
  }

  private byte[] fresh(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static TreeMap<Integer, Integer> formats() {
    TreeMap<Integer, Integer> formats = new TreeMap<>();
    for (FormatType type : FormatType.values()) {
      formats.put(type.code(), type.version());
    }
    return formats;
  }
}
