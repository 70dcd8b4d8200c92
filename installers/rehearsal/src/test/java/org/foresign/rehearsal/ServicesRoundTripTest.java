package org.foresign.rehearsal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.foresign.carry.Inbox;
import org.foresign.carry.Outbox;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.Bls;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.carry.BatchExport;
import org.foresign.desk.carry.CardExchange;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.plan.Choice;
import org.foresign.desk.plan.PlanOrder;
import org.foresign.desk.plan.PlanService;
import org.foresign.desk.plan.Wish;
import org.foresign.desk.release.LaneEvent;
import org.foresign.desk.release.RecoveryNote;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.desk.settings.Pairings;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.work.BurnJob;
import org.foresign.desk.work.DeskServices;
import org.foresign.desk.work.DeskTools;
import org.foresign.desk.work.ImportJob;
import org.foresign.desk.work.LaneFollower;
import org.foresign.desk.work.LoopControl;
import org.foresign.desk.work.OpenChains;
import org.foresign.desk.work.ReleaseDesk;
import org.foresign.desk.work.ReleaseJob;
import org.foresign.model.batch.LaneId;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Review;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Job;
import org.foresign.model.wrap.OwnStretcher;
import org.foresign.practice.chain.PracticeChain;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.signer.SignerAsker;
import org.foresign.signer.SignerRegistry;
import org.foresign.signer.local.AccountSearch;
import org.foresign.signer.local.LocalProvider;
import org.foresign.signer.local.Throws;
import org.foresign.store.SqliteNative;
import org.foresign.terminal.TwoWords;
import org.foresign.testkit.StubClock;
import org.foresign.usb.Folders;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.vault.keys.KnownAccounts;
import org.foresign.vault.keys.WrappedSecrets;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.officers.PolicyDraft;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.AccountWork;
import org.foresign.vault.work.Pairing;
import org.foresign.vault.work.PaperLine;
import org.foresign.vault.work.PassphraseAsker;
import org.foresign.vault.work.PolicyWork;
import org.foresign.vault.work.Reading;
import org.foresign.vault.work.ReceiptTaking;
import org.foresign.vault.work.Reply;
import org.foresign.vault.work.ReviewAsker;
import org.foresign.vault.work.SeedAsker;
import org.foresign.vault.work.Signing;
import org.foresign.vault.work.Sitting;
import org.foresign.vault.work.VaultMaking;
import org.foresign.vault.work.VaultTools;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job from end to end as a window would drive it: over the services of both programs, with
 * somebody who answers and somebody who listens, and without a command. What is asked, told and
 * counted on the way is the expected list, in order.
 */
class ServicesRoundTripTest {
  private static final Network NETWORK = Networks.PRACTICE;
  private static final Address SUPPLIER =
      Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
  private static final Wei COIN = Wei.ONE_ETHER;
  private static final long NONCE = 7;
  private static final int PAYMENTS = 2;
  private static final int TIERS = 2;
  private static final String PASSPHRASE = "nothing of worth is behind this one";

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();
  private final StubClock clock = StubClock.at("2026-11-01T00:10:00Z");
  private final Officer officer = new Officer();

  private record Trip(DeskTools desk, VaultTools vault, Path stick) {}

  private Trip tools() throws Exception {
    SecretAccess access = SecretAccess.grant();
    SecureRandom random = new SecureRandom();
    DeskTools desk = new DeskTools(access, random, clock, Secp256k1.best(), new Folders());
    VaultTools vault =
        new VaultTools(
            access,
            random,
            clock,
            practice -> {},
            new WrappedSecrets(new OwnStretcher(access), access, random),
            SqliteNative::load,
            Secp256k1::best,
            Bls::best,
            new KnownAccounts(folder.resolve("user")),
            new SignerRegistry(List.of(new LocalProvider(Secp256k1::best, access))),
            new Folders(),
            folder.resolve("vault"),
            SigningWrite.NONE);
    return new Trip(desk, vault, Files.createDirectory(folder.resolve("stick")));
  }

  /** What the whole job says, its numbers too. */
  private <S extends Enum<S>> Job<S> job() {
    return new Job<>(
        (step, done, total) -> told.add(step + " " + done + "/" + total), new CancelToken());
  }

  /** Steps without their bytes, of which random values make a few more or fewer. */
  private <S extends Enum<S>> Job<S> carrying() {
    return new Job<>(
        (step, done, total) -> {
          if (done == total) {
            told.add(step.toString());
          }
        },
        new CancelToken());
  }

  private static Passphrase passphrase() throws ProblemException {
    return Passphrase.takeUtf8(PASSPHRASE.getBytes(StandardCharsets.UTF_8));
  }

  /** Somebody at the vault who reads what is shown and looks at the desk's screen and the sheet. */
  private final class Officer
      implements PassphraseAsker, ReviewAsker, SeedAsker, VaultMaking.NewPassphrase {
    private final List<List<String>> elsewhere = new ArrayList<>();

    @Override
    public Passphrase choose() throws ProblemException {
      told.add("choose a passphrase");
      return ServicesRoundTripTest.passphrase();
    }

    @Override
    public Passphrase passphrase(Request request) throws ProblemException {
      told.add("passphrase for " + request.purposes());
      return ServicesRoundTripTest.passphrase();
    }

    @Override
    public Set<FindingCode> review(JudgedBatch judged, TwoWords two) {
      told.add("review " + judged.review().leaves().size() + " leaves");
      return judged.review().consentsWanted();
    }

    @Override
    public Reply ask(Reading reading, @Nullable TwoWords two) {
      told.add("read " + reading.getClass().getSimpleName());
      if (reading.words().isEmpty()) {
        return new Reply.Yes();
      }
      boolean same = !reading.elsewhere() || elsewhere.contains(reading.words());
      return same ? new Reply.TenWords(reading.words()) : new Reply.No();
    }

    /** The sheet, from which it is typed the next time. */
    @Override
    public void write(PaperLine line) {
      told.add("write the line");
      elsewhere.add(line.words());
    }

    @Override
    public char[] words(Optional<Problem> wrong, List<NearWords> near) {
      throw new AssertionError("no seed is typed");
    }

    @Override
    public Passphrase twentyFifth(boolean again, Optional<Problem> wrong) {
      throw new AssertionError("no seed is typed");
    }

    @Override
    public char[] throwsOf(Throws.Kind kind, int had, int needed, Optional<Problem> wrong) {
      throw new AssertionError("a practice vault throws no dice");
    }

    @Override
    public String ending(List<AccountSearch.Found> offered, boolean twentyFifth) {
      throw new AssertionError("no seed is typed");
    }
  }

  /** Waits as long as the chain needs to make what was sent final. */
  private final class Patient implements LoopControl {
    private final PracticeChain chain;
    private final CancelToken token = new CancelToken();

    Patient(PracticeChain chain) {
      this.chain = chain;
    }

    @Override
    public CancelToken token() {
      return token;
    }

    @Override
    public void pause(Duration time) {
      told.add("wait");
      chain.mine(1);
      chain.mineUntilFinal();
    }

    @Override
    public void close() {}
  }

  private final class Listener implements LaneFollower.Listener {
    @Override
    public void warned(String words) {
      told.add("warned " + words);
    }

    @Override
    public void recovered(RecoveryNote note) {
      told.add("recovered " + note);
    }

    @Override
    public void happened(LaneId lane, LaneEvent event) {
      ServicesRoundTripTest.this.happened(event);
    }
  }

  private void happened(LaneEvent event) {
    told.add(event.kind() + " nonce " + event.nonce());
  }

  private void expect(String... lines) {
    assertThat(told).containsExactly(lines);
    told.clear();
  }

  private Outbox out(Trip trip) {
    return trip.desk().folders().outbox(trip.stick(), carrying());
  }

  private Inbox in(Trip trip) {
    return trip.desk().folders().stick(trip.stick(), carrying());
  }

  @Test
  void goesFromPairingToBurningWithoutACommand() throws Exception {
    Trip trip = tools();
    new VaultMaking(trip.vault())
        .run(trip.vault().defaultHome(), true, Argon2Parameters.MINIMUM, officer);
    expect("choose a passphrase");
    try (Passphrase passphrase = passphrase()) {
      DeskHome.create(
              folder.resolve("desk"),
              passphrase,
              true,
              Argon2Parameters.MINIMUM,
              trip.desk().machine())
          .close();
    }
    try (Passphrase passphrase = passphrase();
        DeskHome home = DeskHome.open(folder.resolve("desk"), passphrase, trip.desk().machine())) {
      pair(trip, home);
      Address account = account(trip, home);
      LaneId lane = new LaneId(NETWORK.chain(), account);
      policy(trip, home, lane);
      try (PracticeChain chain =
          PracticeChain.builder().network(NETWORK).fund(account, COIN.times(10)).build()) {
        chain.start();
        chain.setNonce(account, NONCE);
        chain.mine(8);
        new Endpoints(home)
            .set(NETWORK.chain(), Endpoints.Kind.EXECUTION, List.of(chain.url().toString()));
        PlannedBatch batch = plan(trip, home, account);
        carryOver(trip, home, batch);
        sign(trip, batch);
        carryBack(trip, home);
        release(trip, home, lane);
        follow(trip, home, lane, chain);
        burn(trip, home, lane, chain);
        assertThat(chain.balance(SUPPLIER)).isEqualTo(COIN.times(PAYMENTS));
        assertThat(chain.nonce(account)).isEqualTo(NONCE + PAYMENTS + 1);
      }
    }
  }

  private void pair(Trip trip, DeskHome home) throws ProblemException {
    CardExchange cards = DeskServices.cards(home, trip.desk());
    try (Sitting sitting = Sitting.open(trip.vault(), trip.vault().defaultHome())) {
      new Pairing(sitting).show(out(trip));
      expect("OFFERED", "CONFIRMED");
      SignedIdentityCard card = cards.show(in(trip)).orThrow().getFirst();
      home.pairings().accept(card.digest(), Pairings.words(sitting.facts().card().digest()));
      expect("RECEIVED");
      cards.sendOwn(out(trip));
      expect("OFFERED", "CONFIRMED", "OFFERED", "CONFIRMED");
      for (SignedIdentityCard own : cards.own()) {
        officer.elsewhere.add(Pairings.words(own.digest()));
      }
      Pairing.Accepted accepted =
          new Pairing(sitting)
              .accept(in(trip), null, "Treasury", null, officer, officer)
              .result()
              .orElseThrow();
      assertThat(accepted.accepted()).hasSize(2);
      officer.write(accepted.line().orElseThrow());
      expect(
          "RECEIVED",
          "RECEIVED",
          "RECEIVED",
          "passphrase for [OPEN, ADMINISTER]",
          "read Sheet",
          "read Card",
          "read Card",
          "write the line");
    }
  }

  private Address account(Trip trip, DeskHome home) throws ProblemException {
    try (Sitting sitting = Sitting.open(trip.vault(), trip.vault().defaultHome())) {
      AccountWork work = new AccountWork(sitting);
      Address account =
          work.make(null, AccountWork.Source.USUAL, officer, officer).account().address();
      work.cards(account, out(trip));
      expect("passphrase for [OPEN, SIGN]", "OFFERED", "CONFIRMED");
      assertThat(DeskServices.cards(home, trip.desk()).takeAccounts(in(trip)).orThrow())
          .singleElement()
          .satisfies(card -> assertThat(card.card().address()).isEqualTo(account));
      expect("RECEIVED");
      return account;
    }
  }

  private void policy(Trip trip, DeskHome home, LaneId lane) throws ProblemException {
    try (Sitting sitting = Sitting.open(trip.vault(), trip.vault().defaultHome())) {
      PolicyWork work = new PolicyWork(sitting);
      work.draft(true);
      Peer approver =
          new Pairing(sitting)
              .list().stream()
                  .filter(peer -> peer.card().card().role() == Role.APPROVER)
                  .findFirst()
                  .orElseThrow();
      work.edit(draft -> allow(draft, lane, approver));
      PolicyWork.Decision decision = work.accept(officer, officer);
      officer.write(decision.line().orElseThrow());
      expect("passphrase for [OPEN, ADMINISTER]", "read Sheet", "read Policy", "write the line");
      work.export(out(trip), null, false, officer);
      expect("passphrase for [OPEN]", "OFFERED", "CONFIRMED");
      assertThat(DeskServices.cards(home, trip.desk()).takePolicies(in(trip)).orThrow()).hasSize(1);
      expect("RECEIVED");
    }
  }

  private static void allow(PolicyDraft draft, LaneId lane, Peer approver) {
    Policy.AccountRule rule = draft.rule(lane);
    Wei most = COIN.times(10);
    PolicyDraft.put(
        draft.accounts(),
        new Policy.AccountRule(
            lane,
            new TreeSet<>(Set.of(OperationKind.NATIVE_TRANSFER, OperationKind.CANCEL)),
            List.of(new Policy.AssetLimit(lane.nativeAsset(), most, most, most)),
            rule.maxGasLimit(),
            rule.maxFeePerGas(),
            rule.maxTipPerGas(),
            rule.maxRequestFee(),
            true,
            false,
            rule.renewedAt()));
    PolicyDraft.put(
        draft.addressBook(), new Policy.AddressBookEntry(lane.chain(), SUPPLIER, "Supplier"));
    PolicyDraft.put(
        draft.approvers(),
        new Policy.Approver(
            approver.card().digest(), approver.card().card().signingKey(), approver.name()));
    draft.requireApprovals(1);
  }

  private PlannedBatch plan(Trip trip, DeskHome home, Address account) throws ProblemException {
    PlanOrder order =
        new PlanOrder(
            NETWORK.chain(),
            account,
            account,
            List.of(
                Choice.of(
                    new Wish.Pay(
                        Bytes.of(
                            ("recipient,amount,asset,times\nSupplier,1,ETH," + PAYMENTS + "\n")
                                .getBytes(StandardCharsets.UTF_8))))),
            1,
            TIERS,
            TIERS,
            OptionalLong.empty(),
            30 * 86_400L,
            Set.of(FindingCode.PURPOSE_REPEATED));
    try (OpenChains chains = OpenChains.open(home, NETWORK.chain(), clock)) {
      Review review =
          DeskServices.plans(home, trip.desk())
              .plan(order, new PlanService.Sources(chains.execution(), chains.beacon()));
      Digest32 digest = review.batch().batchDigest();
      return home.batches().byDigest(digest).orElseThrow();
    }
  }

  private void carryOver(Trip trip, DeskHome home, PlannedBatch batch) throws ProblemException {
    BatchExport export = DeskServices.export(home, trip.desk());
    export.approve(batch);
    export.send(batch, out(trip));
    officer.elsewhere.add(Pairings.words(batch.digest()));
    expect("OFFERED", "CONFIRMED");
  }

  private void sign(Trip trip, PlannedBatch batch) throws ProblemException {
    try (Sitting sitting = Sitting.open(trip.vault(), trip.vault().defaultHome())) {
      Signing.Outcome outcome =
          new Signing(sitting, officer, officer, SignerAsker.NOBODY, job())
              .run(new Signing.Order(in(trip), null, out(trip)));
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Signing.Outcome.Signed.class,
              signed -> assertThat(signed.report().batchDigest()).isEqualTo(batch.digest()));
    }
    expect(
        "RECEIVED",
        "passphrase for [OPEN]",
        "RECEIVED",
        "OPENED 1/1",
        "JUDGED 10/10",
        "read Sheet",
        "SHEET_COMPARED 1/1",
        "review 10 leaves",
        "read Batch",
        "REVIEWED 10/10",
        "passphrase for [SIGN]",
        "CLAIMED 10/10",
        "write the line",
        "SIGNED 1/10",
        "SIGNED 2/10",
        "SIGNED 3/10",
        "SIGNED 4/10",
        "SIGNED 5/10",
        "SIGNED 6/10",
        "SIGNED 7/10",
        "SIGNED 8/10",
        "SIGNED 9/10",
        "SIGNED 10/10",
        "SEALED 10/10",
        "OFFERED",
        "CONFIRMED",
        "CARRIED 1/1");
  }

  private void carryBack(Trip trip, DeskHome home) throws ProblemException {
    try (LeafStore leaves = DeskServices.leaves(home, trip.desk())) {
      ImportJob job =
          new ImportJob(DeskServices.results(home, trip.desk(), leaves), in(trip), out(trip));
      assertThat(job.run(job())).isTrue();
      assertThat(job.refused()).isEmpty();
    }
    expect("RECEIVED", "SIGNATURES_CHECKED 10/10", "STORED 10/10", "OFFERED", "CONFIRMED");
    try (Sitting sitting = Sitting.open(trip.vault(), trip.vault().defaultHome())) {
      assertThat(new ReceiptTaking(sitting).run(in(trip), officer).result().orElseThrow().taken())
          .isEqualTo(1);
    }
    expect("RECEIVED", "passphrase for [OPEN]");
  }

  private void release(Trip trip, DeskHome home, LaneId lane) throws ProblemException {
    try (ReleaseDesk desk = ReleaseDesk.open(home, trip.desk(), NETWORK.chain())) {
      List<HeldLeaf> chosen = new ArrayList<>();
      for (long nonce = NONCE; nonce < NONCE + PAYMENTS; nonce++) {
        chosen.add(desk.service().choose(lane, nonce, 0));
      }
      ReleaseJob.Outcome outcome = new ReleaseJob(desk, true).run(chosen, job());
      assertThat(outcome.answers()).hasSize(PAYMENTS);
      assertThat(outcome.untried()).isEmpty();
    }
    expect("RELEASED 1/2", "RELEASED 2/2");
  }

  private void follow(Trip trip, DeskHome home, LaneId lane, PracticeChain chain)
      throws ProblemException {
    try (LaneFollower follower =
        LaneFollower.open(home, trip.desk(), List.of(lane), false, false)) {
      follower.run(false, Duration.ofSeconds(1), new Patient(chain), new Listener());
      assertThat(follower.watches().getFirst().problem()).isEmpty();
    }
    expect("wait", "FINAL nonce 7", "VOIDED nonce 7", "FINAL nonce 8", "VOIDED nonce 8");
  }

  private void burn(Trip trip, DeskHome home, LaneId lane, PracticeChain chain)
      throws ProblemException {
    try (ReleaseDesk desk = ReleaseDesk.open(home, trip.desk(), NETWORK.chain())) {
      BurnJob burn = new BurnJob(desk, lane, NONCE, Long.MAX_VALUE);
      burn.run(false, Duration.ofSeconds(1), new Patient(chain), job(), this::happened);
      assertThat(burn.problem()).isEmpty();
      assertThat(burn.done()).isTrue();
    }
    expect(
        "BURNED 1/1",
        "BURNED nonce 9",
        "wait",
        "WAITING nonce 9",
        "FINAL nonce 9",
        "VOIDED nonce 9");
  }

  @Test
  void knowsNoCommand() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.foresign.desk.cli..",
            "org.foresign.vault.cli..",
            "org.foresign.command..",
            "picocli..")
        .check(
            new ClassFileImporter()
                .withImportOption(
                    location -> location.contains(ServicesRoundTripTest.class.getSimpleName()))
                .importPackagesOf(ServicesRoundTripTest.class));
  }
}
