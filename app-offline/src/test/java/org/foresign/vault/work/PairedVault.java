package org.foresign.vault.work;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.files.SecretFile;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.LaneId;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.AmountText;
import org.foresign.model.eth.Networks;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.work.Job;
import org.foresign.secret.Passphrase;
import org.foresign.signer.OpenSigners;
import org.foresign.signer.SignerAsker;
import org.foresign.signer.local.AccountSearch;
import org.foresign.signer.local.NearWords;
import org.foresign.signer.local.Throws;
import org.foresign.store.Sealer;
import org.foresign.vault.TestStick;
import org.foresign.vault.judge.JudgeService;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.keys.Secrets;
import org.foresign.vault.officers.PolicyDraft;
import org.foresign.vault.receive.ReceiveService;
import org.foresign.vault.receive.ReceivedRequest;
import org.foresign.vault.sign.BatchSigningService;
import org.foresign.vault.sign.SigningWrite;

/**
 * A practice vault paired with a desk, with one account and a policy that lets it pay, made and
 * used by its workflows alone.
 */
public class PairedVault {
  public static final Address ACCOUNT = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  public static final Address SUPPLIER =
      Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

  /** Has a sheet of paper that says what the vault expects of it. */
  public static final ReadingAsker PAPER = (reading, two) -> new Reply.TenWords(reading.words());

  /** A script at a practice vault: it reads nothing. */
  public static final ReadingAsker UNREAD = (reading, two) -> new Reply.Unread();

  public final TestHome home;
  public final TestDesk desk;
  public final SignedIdentityCard vaultCard;
  public final Digest32 policy;
  public final Clock clock;
  private int sticks;

  protected PairedVault(
      TestHome home, TestDesk desk, SignedIdentityCard vaultCard, Digest32 policy, Clock clock) {
    this.home = home;
    this.desk = desk;
    this.vaultCard = vaultCard;
    this.policy = policy;
    this.clock = clock;
  }

  /** Makes everything up to the first batch. */
  public static PairedVault begin(Path folder, Clock clock) throws ProblemException {
    TestHome home = new TestHome(folder, clock, SigningWrite.NONE);
    TestDesk desk = new TestDesk("the desk");
    Digest32 policy = make(home, desk, List.of(ACCOUNT), sitting -> {});
    return new PairedVault(home, desk, home.card(), policy, clock);
  }

  /** What else is done before the policy is made. */
  @FunctionalInterface
  protected interface More {
    void in(Sitting sitting) throws ProblemException;
  }

  /**
   * Makes the vault.
   *
   * @return hash of its policy
   */
  protected static Digest32 make(TestHome home, TestDesk desk, List<Address> accounts, More more)
      throws ProblemException {
    new VaultMaking(home.tools())
        .run(
            home.home(),
            true,
            Argon2Parameters.MINIMUM,
            () -> SecretFile.firstLine(home.file("passphrase")));
    try (Sitting sitting = home.sit()) {
      new AccountImport(sitting, new Seeds(home))
          .run(new AccountImport.Order(null, null, true, false), home.asker());
      more.in(sitting);
    }
    accept(home, desk.card(), "desk");
    accept(home, desk.approver(), "Ann");
    try (Sitting sitting = home.sit()) {
      PolicyWork work = new PolicyWork(sitting);
      work.draft(false);
      work.edit(draft -> {
        accounts.forEach(account -> allow(draft, account));
        PolicyDraft.put(
            draft.addressBook(),
            new Policy.AddressBookEntry(Networks.PRACTICE.chain(), SUPPLIER, "Supplier"));
        SignedIdentityCard approver = desk.approver();
        PolicyDraft.put(
            draft.approvers(),
            new Policy.Approver(approver.digest(), approver.card().signingKey(), "Ann"));
      });
      return work.accept(home.asker(), UNREAD).decided().whole().hash();
    }
  }

  private static void allow(PolicyDraft draft, Address account) {
    LaneId lane = new LaneId(Networks.PRACTICE.chain(), account);
    AccountRule old = draft.rule(lane);
    PolicyDraft.put(
        draft.accounts(),
        new AccountRule(
            lane,
            new TreeSet<>(List.of(OperationKind.NATIVE_TRANSFER, OperationKind.CANCEL)),
            List.of(
                new AssetLimit(
                    lane.nativeAsset(),
                    AmountText.readEther("10"),
                    AmountText.readEther("100"),
                    AmountText.readEther("1000"))),
            old.maxGasLimit(),
            old.maxFeePerGas(),
            old.maxTipPerGas(),
            old.maxRequestFee(),
            old.cancelRequired(),
            old.mayReopenNonce(),
            old.renewedAt()));
  }

  /** The development words; nobody looks at what comes out. */
  private record Seeds(TestHome home) implements SeedAsker {
    @Override
    public char[] words(Optional<Problem> wrong, List<NearWords> near) {
      return TestHome.DEVELOPMENT_WORDS.toCharArray();
    }

    @Override
    public Passphrase twentyFifth(boolean again, Optional<Problem> wrong) {
      throw new AssertionError("there is no 25th word");
    }

    @Override
    public char[] throwsOf(Throws.Kind kind, int had, int needed, Optional<Problem> wrong) {
      throw new AssertionError("no seed is made");
    }

    @Override
    public String ending(List<AccountSearch.Found> offered, boolean twentyFifth) {
      throw new AssertionError("it is taken unseen");
    }
  }

  /** Accepts a card without a look. */
  public Pairing.Accepted accept(SignedIdentityCard card, String name) throws ProblemException {
    return accept(home, card, name);
  }

  private static Pairing.Accepted accept(TestHome home, SignedIdentityCard card, String name)
      throws ProblemException {
    Path stick = home.stick("card-" + card.digest().bytes().hex());
    TestDesk.put(stick, card);
    try (Sitting sitting = home.sit()) {
      return new Pairing(sitting)
          .accept(new TestStick(stick).in(), null, name, null, home.asker(), UNREAD)
          .result()
          .orElseThrow();
    }
  }

  /** Ends a card. */
  public Pairing.Revoked revoke(SignedIdentityCard card, String reason) throws ProblemException {
    try (Sitting sitting = home.sit()) {
      return new Pairing(sitting).revoke(card.digest().bytes().hex(), reason, home.asker(), UNREAD);
    }
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
    return home.stick("stick" + ++sticks + "-" + System.nanoTime());
  }

  /** A plan on its way: the batch, its request, and the stick it lies on. */
  public record Delivered(ExpandedBatch batch, BatchRequest request, Path stick) {}

  public Delivered deliver(TestDesk.Plan plan) throws ProblemException {
    BatchRequest request = desk.request(plan, vaultCard);
    Path stick = freshStick();
    return new Delivered(desk.deliver(request, vaultCard, stick), request, stick);
  }

  /** Has whatever lies on the stick signed, by somebody who consents to all. */
  public Signing.Outcome signing(Delivered delivered) throws ProblemException {
    return new SigningOfficer(this, delivered).sign(SignerAsker.NOBODY);
  }

  /** As {@link #signing} of a batch that is signed to its end. */
  public Signing.Outcome.Signed signed(Delivered delivered) throws ProblemException {
    return (Signing.Outcome.Signed) signing(delivered);
  }

  /** Opens the request on a stick. */
  public static ReceivedRequest receive(OpenVault vault, Delivered delivered)
      throws ProblemException {
    return new ReceiveService(vault)
        .open(TestHome.only(delivered.stick(), ParcelKind.BATCH_REQUEST));
  }

  /** Judges a request in an open vault. */
  public static JudgedBatch judge(Sitting sitting, OpenVault vault, ReceivedRequest received)
      throws ProblemException {
    return new JudgeService(vault, sitting::depositCheck).judge(received);
  }

  /** Signs what was judged in an open vault, with the sheet compared now. */
  public void sign(Sitting sitting, OpenVault vault, JudgedBatch judged) throws ProblemException {
    try (Secrets secrets = sitting.signSecret(home.asker());
        Sealer sealer = sitting.sealer(secrets);
        OpenSigners signers = sitting.accounts(vault).signers(Set.of(ACCOUNT), sealer)) {
      new BatchSigningService(
              vault, sealer, home.tools().curve().get(), home.tools().random(), SigningWrite.NONE)
          .sign(
              judged,
              sitting.sheet().compare(PAPER, judged.memory()),
              Set.of(),
              signers,
              () -> {},
              SignerAsker.NOBODY,
              Job.quiet());
    }
  }

  /** How the vault stands; verifies it. */
  public VaultStatus status() throws ProblemException {
    try (Sitting sitting = home.sit()) {
      return VaultStatus.of(sitting);
    }
  }

  /** Opens the vault and closes it again. */
  public void unlock() throws ProblemException {
    try (Sitting sitting = home.sit()) {
      sitting.unlock(home.asker());
    }
  }

  /** Codes of what a refused batch was refused or warned for. */
  public static Set<String> refused(Signing.Outcome outcome) {
    return ((Signing.Outcome.Refused) outcome)
        .judged()
        .review()
        .findings()
        .map(finding -> finding.code().id())
        .collect(Collectors.toSet());
  }

  /** The code of the problem that this ends with. */
  public static ProblemCode problem(ThrowingCallable action) {
    return catchThrowableOfType(ProblemException.class, action).problem().code();
  }

  /** The ten words that the paper sheet ends with. */
  public List<String> paper() throws ProblemException {
    return status().line().orElseThrow().words();
  }

  public Bytes result(Delivered delivered) throws ProblemException {
    return TestHome.only(delivered.stick(), ParcelKind.SIGNED_BATCH);
  }
}
