package org.foresign.model;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.foresign.carry.Direction;
import org.foresign.carry.Envelope;
import org.foresign.carry.EnvelopeHeader;
import org.foresign.carry.FormatType;
import org.foresign.carry.OpenedEnvelope;
import org.foresign.carry.SectionSealer;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.BouncySecp256k1;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.card.TestCards;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.tx.SignedBatch.Section;
import org.foresign.model.tx.SignedBatchCodec;
import org.foresign.model.tx.SignedBatchProblem;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.testkit.Seeds;

/** Envelopes, and results of real requests, signed with real keys. */
final class SealedMessages {
  static final SignedIdentityCard DESK = TestCards.signed(Role.DESK, 1);
  static final SignedIdentityCard VAULT = TestCards.signed(Role.VAULT, 2);

  /** The agreement keys of {@link TestCards} begin 100 above the signing keys. */
  private static final byte[] DESK_SECRET = TestCards.key(101);

  private static final byte[] VAULT_SECRET = TestCards.key(102);
  private static final SecureRandom KEYS = new SecureRandom();
  private static final Secp256k1 CURVE = new BouncySecp256k1();

  private SealedMessages() {}

  /** A message of some type from one to the other, and what somebody else would make of it. */
  static void envelopes(SpecCorpus corpus, SplittableRandom random) throws ProblemException {
    boolean toVault = random.nextBoolean();
    FormatType type =
        toVault
            ? Samples.one(List.of(FormatType.BATCH_DELIVERY, FormatType.RECEIPT), random)
            : Samples.one(List.of(FormatType.SIGNED_BATCH, FormatType.POLICY), random);
    Direction direction = toVault ? Direction.DESK_TO_VAULT : Direction.VAULT_TO_DESK;
    SignedIdentityCard sender = toVault ? DESK : VAULT;
    SignedIdentityCard receiver = toVault ? VAULT : DESK;
    byte[] secret = toVault ? VAULT_SECRET : DESK_SECRET;
    EnvelopeHeader header =
        EnvelopeHeader.between(
            type, direction, sender, receiver, Bytes.of(Seeds.bytes(random, 16)));
    Bytes payload = Bytes.of(Seeds.bytes(random, 1 + random.nextInt(500)));
    byte[] signer = TestCards.key(toVault ? 1 : 2);
    Bytes key = receiver.card().agreement().orElseThrow();
    Envelope.Expected expected =
        new Envelope.Expected(type, direction, sender, receiver, taken -> false);
    SpecCorpus.Reader reader =
        bytes ->
            switch (Envelope.open(bytes, expected, secret)) {
              case OpenedEnvelope.Message message -> message.payload().hex();
              case OpenedEnvelope.Refused refused -> throw refused.problem().asException();
            };
    Bytes waited = Bytes.of((byte) type.code(), (byte) direction.code());
    Bytes[] beside = {sender.bytes(), receiver.bytes(), Bytes.of(secret), waited};
    corpus.add("envelope", Envelope.seal(header, payload, signer, key, KEYS), reader, beside);
    Bytes forged = Envelope.seal(header, payload, TestCards.key(9), key, KEYS);
    corpus.addOne("envelope", forged, reader, beside);
    for (FormatType other : FormatType.values()) {
      EnvelopeHeader typed =
          EnvelopeHeader.between(other, direction, sender, receiver, header.messageId());
      corpus.addOne("envelope", Envelope.seal(typed, payload, signer, key, KEYS), reader, beside);
    }
    EnvelopeHeader stranger =
        EnvelopeHeader.between(
            type,
            direction,
            TestCards.signed(sender.card().role(), 7),
            receiver,
            header.messageId());
    corpus.addOne("envelope", Envelope.seal(stranger, payload, signer, key, KEYS), reader, beside);
  }

  /** A whole result, one without some signatures, an empty one, and wrong ones. */
  static void results(SpecCorpus corpus, SplittableRandom random) throws ProblemException {
    Bytes request = Samples.encode(keyed(Samples.request(random, Samples.digest(7))));
    ExpandedBatch batch = BatchExpander.expand(request);
    SpecCorpus.Reader reader = bytes -> transactions(bytes, batch);
    Bytes[] beside = {request, DESK.digest().bytes(), Bytes.of(DESK_SECRET)};
    List<EcdsaSignature> signatures = new ArrayList<>();
    for (UnsignedTx leaf : batch.leaves()) {
      signatures.add(CURVE.sign(key(leaf.slot().lane().account()), leaf.signingDigest().toArray()));
    }
    boolean[] all = new boolean[signatures.size()];
    java.util.Arrays.fill(all, true);
    corpus.add("opened", result(batch, signatures, all), reader, beside);
    boolean[] some = all.clone();
    some[random.nextInt(some.length)] = false;
    corpus.addGood("opened", result(batch, signatures, some), reader, beside);
    corpus.addGood("opened", result(batch, signatures, new boolean[all.length]), reader, beside);
    int at = random.nextInt(signatures.size());
    EcdsaSignature right = signatures.get(at);
    signatures.set(at, new EcdsaSignature(right.compact(), 1 - right.yParity()));
    corpus.addOne("opened", result(batch, signatures, all), reader, beside);
    signatures.set(
        at, CURVE.sign(TestCards.key(77), batch.leaves().get(at).signingDigest().toArray()));
    corpus.addOne("opened", result(batch, signatures, all), reader, beside);
  }

  private static String transactions(Bytes bytes, ExpandedBatch batch) throws ProblemException {
    SignedBatch result = SignedBatchCodec.decode(bytes);
    SectionSealer sealer = new SectionSealer(SignedBatchCodec.encodeHeader(result.header()));
    String[] hashes = new String[batch.leaves().size()];
    require(result.header().leafCount() == hashes.length);
    for (Section section : result.sections()) {
      List<EcdsaSignature> signatures = sealer.open(section, DESK.digest(), DESK_SECRET);
      List<UnsignedTx> leaves = leaves(batch, section.releaseClass(), result.header()::isSigned);
      require(leaves.size() == signatures.size());
      for (int i = 0; i < signatures.size(); i++) {
        UnsignedTx leaf = leaves.get(i);
        Address signer = signer(leaf.signingDigest(), signatures.get(i));
        require(signer.equals(leaf.slot().lane().account()));
        hashes[leaf.index()] = leaf.tx().transactionHash(signatures.get(i)).bytes().hex();
      }
    }
    String text =
        java.util.Arrays.stream(hashes)
            .filter(java.util.Objects::nonNull)
            .collect(Collectors.joining(" "));
    return text.isEmpty() ? "none" : text;
  }

  private static Address signer(Digest32 digest, EcdsaSignature signature) throws ProblemException {
    try {
      return Address.ofPublicKey(CURVE.recover(digest.toArray(), signature));
    } catch (IllegalArgumentException e) {
      require(false);
      throw e;
    }
  }

  private static void require(boolean right) throws ProblemException {
    if (!right) {
      throw org.foresign.model.problem.Problem.of(SignedBatchProblem.RESULT_INCONSISTENT)
          .asException();
    }
  }

  private static List<UnsignedTx> leaves(
      ExpandedBatch batch, ReleaseClass released, java.util.function.IntPredicate signed) {
    return batch.leaves().stream()
        .filter(leaf -> leaf.releaseClass() == released && signed.test(leaf.index()))
        .toList();
  }

  private static Bytes result(
      ExpandedBatch batch, List<EcdsaSignature> signatures, boolean[] signed)
      throws ProblemException {
    SignedBatch.Header header = header(batch, signed);
    SectionSealer sealer = new SectionSealer(SignedBatchCodec.encodeHeader(header));
    SectionSealer.Recipient desk =
        new SectionSealer.Recipient(DESK.digest(), DESK.card().agreement().orElseThrow());
    List<Section> sections = new ArrayList<>();
    for (ReleaseClass released : List.of(ReleaseClass.SPEND, ReleaseClass.CANCEL)) {
      List<EcdsaSignature> inside =
          leaves(batch, released, i -> signed[i]).stream()
              .map(leaf -> signatures.get(leaf.index()))
              .toList();
      if (!inside.isEmpty()) {
        sections.add(sealer.seal(released, inside, List.of(desk), KEYS));
      }
    }
    return SignedBatchCodec.encode(new SignedBatch(header, sections));
  }

  private static SignedBatch.Header header(ExpandedBatch batch, boolean[] signed) {
    byte[] bits = new byte[(signed.length + 7) / 8];
    boolean whole = true;
    for (int i = 0; i < signed.length; i++) {
      whole &= signed[i];
      bits[i / 8] |= (byte) (signed[i] ? 1 << i % 8 : 0);
    }
    BatchRequest request = batch.request();
    return new SignedBatch.Header(
        request.batchId(),
        batch.batchDigest(),
        TestCards.INSTANCE,
        1,
        412,
        Samples.digest(5),
        request.sequence(),
        request.policyHash(),
        DESK.digest(),
        VAULT.digest(),
        Samples.NOW,
        request.reviewBy(),
        signed.length,
        whole ? null : Bytes.of(bits));
  }

  /** The same request for accounts whose keys we have. */
  private static BatchRequest keyed(BatchRequest request) {
    List<Lane> lanes =
        request.lanes().stream()
            .map(lane ->
                new Lane(
                    new LaneId(lane.id().chain(), ours(lane.id().account())),
                    lane.gasSchedule(),
                    lane.runs()))
            .sorted(java.util.Comparator.comparing(Lane::id))
            .toList();
    return new BatchRequest(
        request.batchId(),
        request.deskCard(),
        request.vaultInstance(),
        request.sequence(),
        request.lastResult(),
        request.policyHash(),
        request.plannedAt(),
        request.reviewBy(),
        request.snapshots(),
        List.of(),
        lanes);
  }

  private static Address ours(Address sample) {
    return Address.ofPublicKey(CURVE.publicKey(secret(sample)));
  }

  private static byte[] secret(Address sample) {
    return TestCards.key(1 + Samples.ACCOUNTS.indexOf(sample));
  }

  private static byte[] key(Address account) {
    return Samples.ACCOUNTS.stream()
        .filter(sample -> ours(sample).equals(account))
        .map(SealedMessages::secret)
        .findFirst()
        .orElseThrow();
  }
}
