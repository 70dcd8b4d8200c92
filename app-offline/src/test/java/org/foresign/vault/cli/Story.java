package org.foresign.vault.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.AskedLimit;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Lane;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.signer.DevicePrompt;
import org.foresign.signer.PeerMessage;
import org.foresign.signer.SignerAsker;
import org.foresign.signer.SignerProvider;
import org.foresign.vault.sign.FakeDevice;
import org.foresign.vault.sign.FakeGroup;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.AccountWork;
import org.foresign.vault.work.ReadingAsker;
import org.foresign.vault.work.Reply;
import org.foresign.vault.work.Sitting;

/** A practice vault paired with a desk, with one account and a policy that lets it pay. */
public final class Story {
  public static final Address ACCOUNT = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  public static final Address SUPPLIER =
      Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

  /** Has a sheet of paper that says what the vault expects of it. */
  public static final ReadingAsker PAPER = (reading, two) -> new Reply.TenWords(reading.words());

  public final TestVault vault;
  public final TestDesk desk = new TestDesk("the desk");
  public final SignedIdentityCard vaultCard;
  public final Digest32 policy;
  public final Clock clock;
  private int sticks;

  private Story(TestVault vault, SignedIdentityCard vaultCard, Digest32 policy, Clock clock) {
    this.vault = vault;
    this.vaultCard = vaultCard;
    this.policy = policy;
    this.clock = clock;
  }

  /** Makes everything up to the first batch. */
  public static Story begin(Path folder, Clock clock) throws ProblemException {
    return begin(folder, clock, new FakeDevice(), "");
  }

  /** With a second account, whose key is in a device. */
  public static Story begin(Path folder, Clock clock, FakeDevice device) throws ProblemException {
    return begin(folder, clock, device, FakeDevice.REFERENCE);
  }

  /** With a second account, whose key a group has. */
  public static Story begin(Path folder, Clock clock, FakeGroup group) throws ProblemException {
    return begin(folder, clock, group, FakeGroup.REFERENCE);
  }

  private static Story begin(Path folder, Clock clock, SignerProvider other, String reference)
      throws ProblemException {
    TestVault vault = new TestVault(folder, clock, SigningWrite.NONE, other);
    TestDesk desk = new TestDesk("the desk");
    vault.run("create", "--practice").fine();
    vault.run("account", "import", "--mnemonic-file", vault.file("words").toString()).fine();
    Optional<Address> second =
        reference.isEmpty() ? Optional.empty() : Optional.of(enrol(vault, other.kind(), reference));
    Path cards = vault.stick("cards");
    TestDesk.put(cards, desk.card());
    vault.run("pair", "accept", "--in", cards.toString(), "--name", "desk", "--yes").fine();
    Path approvers = vault.stick("approvers");
    TestDesk.put(approvers, desk.approver());
    vault.run("pair", "accept", "--in", approvers.toString(), "--name", "Ann", "--yes").fine();
    vault.run("policy", "draft").fine();
    allow(vault, ACCOUNT);
    second.ifPresent(account -> allow(vault, account));
    vault
        .run(
            "policy",
            "address",
            "add",
            "--network",
            "practice",
            "--address",
            SUPPLIER.toString(),
            "--name",
            "Supplier")
        .fine();
    vault
        .run("policy", "approver", "add", desk.approver().digest().bytes().hex().substring(0, 12))
        .fine();
    TestVault.Outcome accepted = vault.run("policy", "accept", "--yes").fine();
    Digest32 policy = Digest32.parseHex(accepted.json().path("hash").asString());
    return new Story(vault, vault.card(), policy, clock);
  }

  private static Address enrol(TestVault vault, SignerKind kind, String reference)
      throws ProblemException {
    SignerAsker asker =
        new SignerAsker() {
          @Override
          public boolean atDevice(DevicePrompt prompt, boolean again) {
            return !again;
          }

          @Override
          public List<PeerMessage> carry(List<PeerMessage> outgoing) {
            return outgoing.stream().map(FakeGroup::answer).toList();
          }
        };
    try (Sitting sitting = vault.sit()) {
      return new AccountWork(sitting).enrol(kind, reference, vault.asker(), asker).address();
    }
  }

  private static void allow(TestVault vault, Address account) {
    vault
        .run(
            "policy",
            "allow",
            account.toString(),
            "--network",
            "practice",
            "--ops",
            "native-transfer,cancel",
            "--per-batch",
            "10",
            "--outstanding",
            "100",
            "--lifetime",
            "1000")
        .fine();
  }

  /** The same story in the same folder, later. */
  static Story resume(Path folder, Clock clock, Digest32 policy) throws ProblemException {
    TestVault vault = new TestVault(folder, clock, SigningWrite.NONE);
    return new Story(vault, vault.card(), policy, clock);
  }

  public TestDesk.Plan plan() {
    return new TestDesk.Plan(
        Networks.PRACTICE.chain(),
        ACCOUNT,
        0,
        3,
        2,
        SUPPLIER,
        1,
        null,
        policy,
        clock.instant().getEpochSecond(),
        false);
  }

  public Path freshStick() {
    return vault.stick("stick" + ++sticks + "-" + System.nanoTime());
  }

  /** A plan on its way: the batch, its request, and the stick it lies on. */
  public record Delivered(ExpandedBatch batch, BatchRequest request, Path stick) {}

  public Delivered deliver(TestDesk.Plan plan) throws ProblemException {
    BatchRequest request = desk.request(plan, vaultCard);
    Path stick = freshStick();
    return new Delivered(desk.deliver(request, vaultCard, stick), request, stick);
  }

  /** One batch of two lanes: the same payments of two accounts. */
  public Delivered deliverBoth(Address one, Address other) throws ProblemException {
    BatchRequest first = desk.request(plan().from(one), vaultCard);
    BatchRequest second = desk.request(plan().from(other).nonces(10, 3), vaultCard);
    List<Lane> lanes = new ArrayList<>(first.lanes());
    lanes.addAll(second.lanes());
    lanes.sort(Comparator.comparing(Lane::id));
    List<AskedLimit> limits = new ArrayList<>(first.limits());
    limits.addAll(second.limits());
    limits.sort(Comparator.comparing(AskedLimit::lane));
    BatchRequest both =
        new BatchRequest(
            first.batchId(),
            first.deskCard(),
            first.vaultInstance(),
            first.sequence(),
            null,
            first.policyHash(),
            first.plannedAt(),
            first.reviewBy(),
            List.of(),
            limits,
            lanes);
    Path stick = freshStick();
    return new Delivered(desk.deliver(both, vaultCard, stick), both, stick);
  }

  public TestVault.Outcome sign(Delivered delivered) {
    return sign(vault, delivered);
  }

  /** The same at a vault over the same home that behaves otherwise. */
  public static TestVault.Outcome sign(TestVault vault, Delivered delivered) {
    return vault.run(
        "sign",
        "--in",
        delivered.stick().toString(),
        "--out",
        delivered.stick().toString(),
        "--yes",
        "--consent",
        "purpose-repeated",
        "--consent",
        "purpose-signed-before");
  }

  /** The ten words that the paper sheet ends with. */
  String sheetWords() {
    String status = vault.runBare("status").fine().out();
    return status.substring(status.indexOf("head words ") + 11).lines().findFirst().orElseThrow();
  }

  public Bytes result(Delivered delivered) throws ProblemException {
    return TestVault.only(delivered.stick(), ParcelKind.SIGNED_BATCH);
  }
}
