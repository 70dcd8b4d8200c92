package org.foresign.vault.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.AskedLimit;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Lane;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;
import org.foresign.signer.DevicePrompt;
import org.foresign.signer.PeerMessage;
import org.foresign.signer.SignerAsker;
import org.foresign.signer.SignerProvider;
import org.foresign.vault.sign.FakeDevice;
import org.foresign.vault.sign.FakeGroup;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.AccountWork;
import org.foresign.vault.work.PairedVault;
import org.foresign.vault.work.TestDesk;

/** As a {@link PairedVault}, with the commands of its program. */
public final class Story extends PairedVault {
  public final TestVault vault;

  private Story(TestVault vault, TestDesk desk, Digest32 policy, Clock clock)
      throws ProblemException {
    super(vault, desk, vault.card(), policy, clock);
    this.vault = vault;
  }

  /** Makes everything up to the first batch. */
  public static Story begin(Path folder, Clock clock) throws ProblemException {
    TestVault vault = new TestVault(folder, clock, SigningWrite.NONE);
    TestDesk desk = new TestDesk("the desk");
    return new Story(vault, desk, make(vault, desk, List.of(ACCOUNT), sitting -> {}), clock);
  }

  /** With a second account, whose key is in a device. */
  public static Story begin(Path folder, Clock clock, FakeDevice device) throws ProblemException {
    return begin(folder, clock, device, FakeDevice.REFERENCE, FakeDevice.ACCOUNT);
  }

  /** With a second account, whose key a group has. */
  public static Story begin(Path folder, Clock clock, FakeGroup group) throws ProblemException {
    return begin(folder, clock, group, FakeGroup.REFERENCE, FakeGroup.ACCOUNT);
  }

  private static Story begin(
      Path folder, Clock clock, SignerProvider other, String reference, Address account)
      throws ProblemException {
    TestVault vault = new TestVault(folder, clock, SigningWrite.NONE, other);
    TestDesk desk = new TestDesk("the desk");
    Digest32 policy =
        make(
            vault,
            desk,
            List.of(ACCOUNT, account),
            sitting ->
                new AccountWork(sitting)
                    .enrol(other.kind(), reference, vault.asker(), new Holder()));
    return new Story(vault, desk, policy, clock);
  }

  /** Does what a signer wants of the person who has it, once. */
  private static final class Holder implements SignerAsker {
    @Override
    public boolean atDevice(DevicePrompt prompt, boolean again) {
      return !again;
    }

    @Override
    public List<PeerMessage> carry(List<PeerMessage> outgoing) {
      return outgoing.stream().map(FakeGroup::answer).toList();
    }
  }

  /** The same story in the same folder, later. */
  static Story resume(Path folder, Clock clock, Digest32 policy) throws ProblemException {
    TestVault vault = new TestVault(folder, clock, SigningWrite.NONE);
    return new Story(vault, new TestDesk("the desk"), policy, clock);
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
  String sheetWords() throws ProblemException {
    return String.join(" ", paper());
  }
}
