package org.foresign.vault.work;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
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
import org.foresign.crypto.Sha256;
import org.foresign.crypto.X25519;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.Approval;
import org.foresign.model.batch.ApprovalCodec;
import org.foresign.model.batch.AskedLimit;
import org.foresign.model.batch.BatchDelivery;
import org.foresign.model.batch.BatchDeliveryCodec;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.Run;
import org.foresign.model.card.IdentityCard;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.ExposureCalculator;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.ReceiptCodec;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.tx.SignedBatchCodec;
import org.foresign.vault.TestStick;

/** The other side of the vault's tests: a desk made of the shared formats alone. */
public final class TestDesk {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] signingKey;
  private final byte[] agreementKey;
  private final SignedIdentityCard card;
  private final byte[] approverKey;
  private final SignedIdentityCard approver;

  /** A practice desk whose keys follow from its name. */
  public TestDesk(String name) {
    this(name, true);
  }

  /** A desk for practice or for real whose keys follow from its name. */
  public TestDesk(String name, boolean practice) {
    this(name, practice, FormatType.values());
  }

  /** A desk whose card lists these formats only. */
  public TestDesk(String name, boolean practice, FormatType... reads) {
    this.signingKey = Sha256.hash((name + " signs").getBytes(StandardCharsets.UTF_8));
    this.agreementKey = Sha256.hash((name + " agrees").getBytes(StandardCharsets.UTF_8));
    this.approverKey = Sha256.hash((name + " approves").getBytes(StandardCharsets.UTF_8));
    this.card =
        IdentityCardCodec.sign(
            card(practice, Role.DESK, signingKey, Bytes.of(X25519.publicKey(agreementKey)), reads),
            signingKey);
    this.approver =
        IdentityCardCodec.sign(
            card(practice, Role.APPROVER, approverKey, null, reads), approverKey);
  }

  /** The same desk with new keys, whose card replaces this one's. */
  public TestDesk renewed() {
    return new TestDesk(this);
  }

  private TestDesk(TestDesk before) {
    this.signingKey = Sha256.hash(before.signingKey);
    this.agreementKey = Sha256.hash(before.agreementKey);
    this.approverKey = before.approverKey;
    this.approver = before.approver;
    IdentityCard old = before.card.card();
    this.card =
        IdentityCardCodec.sign(
            new IdentityCard(
                Role.DESK,
                old.practice(),
                old.epoch() + 1,
                old.createdAt(),
                Bytes.of(Ed25519.publicKey(signingKey)),
                Bytes.of(X25519.publicKey(agreementKey)),
                null,
                0,
                before.card.digest(),
                false,
                old.formats(),
                old.operations()),
            signingKey);
  }

  public SignedIdentityCard card() {
    return card;
  }

  public SignedIdentityCard approver() {
    return approver;
  }

  /** Puts a card on a stick. */
  public static void put(Path stick, SignedIdentityCard card) throws ProblemException {
    new TestStick(stick).send(Parcel.of(ParcelKind.IDENTITY_CARD, card.bytes()));
  }

  /** What a plan says; copies with one thing changed make the bad ones. */
  public record Plan(
      Chain chain,
      Address account,
      long firstNonce,
      int nonces,
      int tiers,
      Address recipient,
      long sequence,
      Digest32 lastResult,
      Digest32 policy,
      long plannedAt,
      boolean same) {
    /** The same amount at every nonce. */
    public Plan allEqual() {
      return new Plan(
          chain,
          account,
          firstNonce,
          nonces,
          tiers,
          recipient,
          sequence,
          lastResult,
          policy,
          plannedAt,
          true);
    }

    public Plan sequence(long number, Digest32 last) {
      return new Plan(
          chain,
          account,
          firstNonce,
          nonces,
          tiers,
          recipient,
          number,
          last,
          policy,
          plannedAt,
          same);
    }

    public Plan policy(Digest32 hash) {
      return new Plan(
          chain,
          account,
          firstNonce,
          nonces,
          tiers,
          recipient,
          sequence,
          lastResult,
          hash,
          plannedAt,
          same);
    }

    public Plan nonces(long first, int count) {
      return new Plan(
          chain,
          account,
          first,
          count,
          tiers,
          recipient,
          sequence,
          lastResult,
          policy,
          plannedAt,
          same);
    }

    public Plan plannedAt(long time) {
      return new Plan(
          chain,
          account,
          firstNonce,
          nonces,
          tiers,
          recipient,
          sequence,
          lastResult,
          policy,
          time,
          same);
    }

    public Plan from(Address other) {
      return new Plan(
          chain,
          other,
          firstNonce,
          nonces,
          tiers,
          recipient,
          sequence,
          lastResult,
          policy,
          plannedAt,
          same);
    }

    public Plan to(Address other) {
      return new Plan(
          chain,
          account,
          firstNonce,
          nonces,
          tiers,
          other,
          sequence,
          lastResult,
          policy,
          plannedAt,
          same);
    }
  }

  /** Each nonce pays another amount, for equal payments want consent. */
  private static List<Operation> payments(Plan plan) {
    List<Operation> payments = new ArrayList<>();
    for (long nonce = plan.firstNonce(); nonce < plan.firstNonce() + plan.nonces(); nonce++) {
      Wei amount = Wei.parseEther("0.01").plus(Wei.of(plan.same() ? 0 : nonce));
      payments.add(new Operation.NativeTransfer(plan.recipient(), amount));
    }
    return payments;
  }

  /** The request of a plan: one payment a nonce, with cancel leaves above it. */
  public BatchRequest request(Plan plan, SignedIdentityCard vault) throws ProblemException {
    BatchRequest bare = request(plan, vault, List.of());
    ExpandedBatch batch = BatchExpander.expand(bare, BatchRequestCodec.encode(bare));
    List<AskedLimit> limits = new ArrayList<>();
    ExposureCalculator.byLane(ExposureCalculator.bySlot(batch.leaves()))
        .forEach((lane, exposure) ->
            exposure
                .amounts()
                .forEach((asset, most) -> limits.add(new AskedLimit(lane, asset, most))));
    return request(plan, vault, limits);
  }

  private BatchRequest request(Plan plan, SignedIdentityCard vault, List<AskedLimit> limits) {
    byte[] id = new byte[16];
    RANDOM.nextBytes(id);
    List<FeeCaps> tiers = new ArrayList<>();
    List<FeeCaps> cancels = new ArrayList<>();
    long fee = 2_000;
    for (int i = 0; i < plan.tiers(); i++, fee = fee * 5 / 4) {
      tiers.add(new FeeCaps(Wei.of(fee * 10_000_000), Wei.of(fee * 1_000_000)));
    }
    for (int i = 0; i < plan.tiers(); i++, fee = fee * 5 / 4) {
      cancels.add(new FeeCaps(Wei.of(fee * 10_000_000), Wei.of(fee * 1_000_000)));
    }
    Alternative payment =
        new Alternative(
            OperationKind.NATIVE_TRANSFER, ReleaseClass.SPEND, 60_000, tiers, payments(plan));
    Alternative cancel =
        new Alternative(
            OperationKind.CANCEL,
            ReleaseClass.CANCEL,
            60_000,
            cancels,
            repeated(new Operation.Cancel(), plan.nonces()));
    Lane lane =
        new Lane(
            new LaneId(plan.chain(), plan.account()),
            GasSchedule.OSAKA.id(),
            List.of(new Run(plan.firstNonce(), plan.nonces(), List.of(payment, cancel))));
    return new BatchRequest(
        Bytes.of(id),
        card.digest(),
        vault.card().instance().orElseThrow(),
        plan.sequence(),
        plan.lastResult(),
        plan.policy(),
        plan.plannedAt(),
        plan.plannedAt() + 86_400,
        List.of(),
        limits,
        List.of(lane));
  }

  /** Approves a request, seals it for the vault and puts it on a stick. */
  public ExpandedBatch deliver(BatchRequest request, SignedIdentityCard vault, Path stick)
      throws ProblemException {
    Bytes bytes = BatchRequestCodec.encode(request);
    ExpandedBatch batch = BatchExpander.expand(bytes);
    byte[] signed =
        ApprovalCodec.signedBytes(batch.batchDigest(), approver.digest(), request.plannedAt());
    Approval approval =
        new Approval(
            batch.batchDigest(),
            approver.digest(),
            request.plannedAt(),
            Bytes.of(Ed25519.sign(approverKey, signed)));
    Bytes delivery = BatchDeliveryCodec.encode(new BatchDelivery(bytes, List.of(approval)));
    put(stick, ParcelKind.BATCH_REQUEST, seal(delivery, header(request, vault), vault));
    return batch;
  }

  public EnvelopeHeader header(BatchRequest request, SignedIdentityCard vault)
      throws ProblemException {
    return EnvelopeHeader.between(
        FormatType.BATCH_DELIVERY, Direction.DESK_TO_VAULT, card, vault, request.batchId());
  }

  public Bytes seal(Bytes payload, EnvelopeHeader header, SignedIdentityCard vault)
      throws ProblemException {
    return Envelope.seal(
        header, payload, signingKey, vault.card().agreement().orElseThrow(), RANDOM);
  }

  /** Seals a receipt and puts it on a stick. */
  public void acknowledge(Receipt receipt, SignedIdentityCard vault, Path stick)
      throws ProblemException {
    byte[] id = new byte[16];
    RANDOM.nextBytes(id);
    EnvelopeHeader header =
        EnvelopeHeader.between(
            FormatType.RECEIPT, Direction.DESK_TO_VAULT, card, vault, Bytes.of(id));
    put(stick, ParcelKind.RECEIPT, seal(ReceiptCodec.encode(receipt), header, vault));
  }

  /** Opens a result, whatever is in it. */
  public SignedBatch open(Bytes envelope, SignedIdentityCard vault) throws ProblemException {
    Bytes payload =
        Envelope.open(
                envelope,
                new Envelope.Expected(
                    FormatType.SIGNED_BATCH, Direction.VAULT_TO_DESK, vault, card, h -> false),
                agreementKey)
            .orThrow()
            .payload();
    return SignedBatchCodec.decode(payload);
  }

  /** Opens a result; every signature must recover to its leaf's account. */
  public SignedBatch openResult(Bytes envelope, ExpandedBatch batch, SignedIdentityCard vault)
      throws ProblemException {
    SignedBatch result = open(envelope, vault);
    SectionSealer sealer = new SectionSealer(SignedBatchCodec.encodeHeader(result.header()));
    Secp256k1 curve = Secp256k1.best();
    int checked = 0;
    for (SignedBatch.Section section : result.sections()) {
      List<EcdsaSignature> signatures = sealer.open(section, card.digest(), agreementKey);
      int next = 0;
      for (var leaf : batch.leaves()) {
        if (leaf.releaseClass() == section.releaseClass()) {
          Address signer =
              Address.recovered(curve, leaf.signingDigest().toArray(), signatures.get(next++));
          if (!signer.equals(leaf.slot().lane().account())) {
            throw new AssertionError("leaf " + leaf.index() + " was signed by " + signer);
          }
          checked++;
        }
      }
    }
    if (checked != batch.leaves().size()) {
      throw new AssertionError(checked + " of " + batch.leaves().size() + " signatures");
    }
    return result;
  }

  /** Opens an exported policy and returns its hash; it must be signed by the vault. */
  public Digest32 openPolicy(Bytes envelope, SignedIdentityCard vault) throws ProblemException {
    Bytes payload =
        Envelope.open(
                envelope,
                new Envelope.Expected(
                    FormatType.POLICY, Direction.VAULT_TO_DESK, vault, card, h -> false),
                agreementKey)
            .orThrow()
            .payload();
    SignedPolicy document = SignedPolicy.decode(payload);
    if (!document.signedBy(vault.digest(), vault.card().signingKey())) {
      throw new AssertionError("the policy is not signed by the vault");
    }
    return document.hash();
  }

  /** The digest that names a result. */
  public Digest32 resultDigest(SignedBatch result) {
    return SignedBatchCodec.digest(SignedBatchCodec.encode(result));
  }

  public static void put(Path stick, ParcelKind kind, Bytes bytes) throws ProblemException {
    new TestStick(stick).send(Parcel.of(kind, bytes));
  }

  private static List<Operation> repeated(Operation operation, int count) {
    Operation[] all = new Operation[count];
    Arrays.fill(all, operation);
    return List.of(all);
  }

  private static IdentityCard card(
      boolean practice, Role role, byte[] key, Bytes agreement, FormatType... reads) {
    TreeMap<Integer, Integer> formats = new TreeMap<>();
    for (FormatType type : reads) {
      formats.put(type.code(), type.version());
    }
    return new IdentityCard(
        role,
        practice,
        1,
        1_790_000_000,
        Bytes.of(Ed25519.publicKey(key)),
        agreement,
        null,
        0,
        null,
        false,
        formats,
        List.of(OperationKind.values()));
  }
}
