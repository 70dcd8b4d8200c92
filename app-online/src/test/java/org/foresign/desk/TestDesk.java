package org.foresign.desk;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.Sent;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.carry.BatchExport;
import org.foresign.desk.carry.DeskMessages;
import org.foresign.desk.carry.ResultImport;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.plan.BatchPlanner;
import org.foresign.desk.plan.LaneWish;
import org.foresign.desk.plan.PlanHeader;
import org.foresign.desk.plan.PlannedSlot;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedAccounts;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.Pairings;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.Run;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretAccess;
import org.foresign.store.SqliteNative;

/** A desk in a folder of its own, ready to be paired and to import; one for practice mostly. */
public final class TestDesk implements AutoCloseable {
  public static final String PASSPHRASE = "practice desk passphrase";

  private static final SecretAccess ACCESS = SecretAccess.grant();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Secp256k1 CURVE = Secp256k1.best();

  private final DeskHome home;
  private final LeafStore leaves;

  private TestDesk(DeskHome home) {
    this.home = home;
    this.leaves = new LeafStore(home, CURVE, ACCESS, RANDOM);
  }

  public static TestDesk create(Path folder) throws ProblemException {
    return create(folder, true);
  }

  /** A desk that is not for practice; only what its passphrase costs is that of practice. */
  public static TestDesk createReal(Path folder) throws ProblemException {
    return create(folder, false);
  }

  private static TestDesk create(Path folder, boolean practice) throws ProblemException {
    try (Passphrase passphrase = Passphrase.take(PASSPHRASE.toCharArray())) {
      return new TestDesk(
          DeskHome.create(folder, passphrase, practice, Argon2Parameters.MINIMUM, machine()));
    }
  }

  public static TestDesk open(Path folder) throws ProblemException {
    try (Passphrase passphrase = Passphrase.take(PASSPHRASE.toCharArray())) {
      return new TestDesk(DeskHome.open(folder, passphrase, machine()));
    }
  }

  private static DeskHome.Machine machine() throws ProblemException {
    return new DeskHome.Machine(SqliteNative.load(), ACCESS, RANDOM, Clock.systemUTC());
  }

  public DeskHome home() {
    return home;
  }

  public LeafStore leaves() {
    return leaves;
  }

  public SignedIdentityCard card() throws ProblemException {
    return home.pairings().own(Role.DESK);
  }

  /** Pairs with the vault and takes its account over. */
  public PairedVault pair(TestVault vault) throws ProblemException {
    home.pairings().show(vault.card());
    home.pairings().accept(vault.card().digest(), Pairings.words(vault.card().digest()));
    new PairedAccounts(home, CURVE).add(vault.accountCard());
    return home.pairings().vault(vault.instance());
  }

  /** Plans slots for the vault's account, three spend tiers and three cancel tiers each. */
  public ExpandedBatch plan(
      TestVault vault, ChainView chain, BeaconView beacon, List<PlannedSlot> slots)
      throws ProblemException {
    PairedVault paired = home.pairings().vault(vault.instance());
    LaneId lane = new LaneId(chain.chain(), vault.account());
    BatchPlanner planner =
        new BatchPlanner(
            chain, beacon, wanted -> home.batches().nextFree(wanted, paired), GasSchedule.OSAKA);
    ExpandedBatch batch =
        planner.plan(
            header(paired), List.of(new LaneWish(lane, slots, 3, 3, OptionalLong.empty())));
    home.batches().add(batch);
    return batch;
  }

  /** Plans payments from nonce {@code first} on without asking a chain. */
  public ExpandedBatch planPayments(TestVault vault, long first, int count)
      throws ProblemException {
    return planPayments(vault, Networks.HOODI, first, count, Wei.ONE_ETHER);
  }

  /** The same on this network and with this much a payment. */
  public ExpandedBatch planPayments(
      TestVault vault, Network network, long first, int count, Wei amount) throws ProblemException {
    Operation pay =
        new Operation.NativeTransfer(
            Address.parse("0x1111111111111111111111111111111111111111"), amount);
    return plan(vault, network, first, count, pay);
  }

  /** Plans the same operation for each of these nonces without asking a chain. */
  public ExpandedBatch plan(
      TestVault vault, Network network, long first, int count, Operation operation)
      throws ProblemException {
    PairedVault paired = home.pairings().vault(vault.instance());
    Run run =
        new Run(
            first,
            count,
            List.of(
                new Alternative(
                    operation.kind(),
                    ReleaseClass.SPEND,
                    300_000,
                    List.of(new FeeCaps(Wei.ofGwei(20), Wei.ofGwei(1))),
                    Collections.nCopies(count, operation)),
                new Alternative(
                    OperationKind.CANCEL,
                    ReleaseClass.CANCEL,
                    42_000,
                    List.of(new FeeCaps(Wei.ofGwei(40), Wei.ofGwei(2))),
                    Collections.nCopies(count, new Operation.Cancel()))));
    LaneId lane = new LaneId(network.chain(), vault.account());
    PlanHeader header = header(paired);
    BatchRequest request =
        new BatchRequest(
            header.batchId(),
            header.deskCard(),
            header.vaultInstance(),
            header.sequence(),
            header.lastResult(),
            header.policyHash(),
            header.plannedAt(),
            header.reviewBy(),
            List.of(),
            List.of(),
            List.of(new Lane(lane, GasSchedule.OSAKA.id(), List.of(run))));
    ExpandedBatch batch = BatchExpander.expand(request, BatchRequestCodec.encode(request));
    home.batches().add(batch);
    return batch;
  }

  private PlanHeader header(PairedVault paired) throws ProblemException {
    byte[] id = new byte[16];
    RANDOM.nextBytes(id);
    return new PlanHeader(
        Bytes.of(id),
        card().digest(),
        paired.instance(),
        paired.nextSequence(),
        paired.lastResult(),
        Digest32.ZERO,
        1_790_000_000L,
        1_800_000_000L);
  }

  /** Marks a planned batch as handed to the vault, whatever its policy says. */
  public void export(ExpandedBatch batch) throws ProblemException {
    export(batch, new MemoryStick());
  }

  /** The same by this outbox. */
  public Sent export(ExpandedBatch batch, Outbox out) throws ProblemException {
    return exports().send(home.batches().byDigest(batch.batchDigest()).orElseThrow(), out);
  }

  /** Gives a batch up. */
  public void drop(ExpandedBatch batch) throws ProblemException {
    exports().drop(home.batches().byDigest(batch.batchDigest()).orElseThrow());
  }

  private BatchExport exports() {
    return new BatchExport(home, post(), Clock.systemUTC(), (sent, approvers) -> {});
  }

  public DeskMessages post() {
    return new DeskMessages(home, ACCESS, RANDOM);
  }

  public ResultImport results() {
    return results(Checkpoint.NONE);
  }

  public ResultImport results(Checkpoint checkpoint) {
    return new ResultImport(home, post(), leaves, CURVE, checkpoint);
  }

  public ResultImport.Imported take(Parcel parcel) throws ProblemException {
    return results().take(parcel);
  }

  /** Plans, exports, lets the vault sign and imports. */
  public ExpandedBatch hold(
      TestVault vault, ChainView chain, BeaconView beacon, List<PlannedSlot> slots)
      throws ProblemException {
    ExpandedBatch batch = plan(vault, chain, beacon, slots);
    export(batch);
    take(vault.result(batch, card()));
    return batch;
  }

  @Override
  public void close() throws ProblemException {
    leaves.close();
    home.close();
  }
}
