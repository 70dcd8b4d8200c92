package org.foresign.desk.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.desk.chain.rpc.QuorumChain;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.practice.chain.PracticeChain;
import org.foresign.practice.chain.PracticeDeposits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches planned against the practice chain. */
class BatchPlannerTest {
  private static final Address FRIEND = Address.parse("0x1111111111111111111111111111111111111111");

  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private PracticeChain practice;
  private QuorumChain chain;
  private TestDesk desk;

  @BeforeEach
  void start() throws IOException, ProblemException {
    practice =
        PracticeChain.builder()
            .network(Networks.HOODI)
            .fund(vault.account(), Wei.parseEther("100"))
            .build()
            .start();
    practice.mine(2);
    chain =
        QuorumChain.open(
            Networks.HOODI.chain(),
            List.of(EndpointUrl.parse(practice.url().toString())),
            Quorum.majority(1),
            Patience.LOOPBACK,
            InstantSource.system());
    desk = TestDesk.create(folder.resolve("desk"));
    desk.pair(vault);
  }

  @AfterEach
  void stop() throws ProblemException {
    desk.close();
    chain.close();
    practice.close();
  }

  private static PlannedSlot pay(String ether) {
    return PlannedSlot.of(new Operation.NativeTransfer(FRIEND, Wei.parseEther(ether)));
  }

  private ExpandedBatch plan(PlannedSlot... slots) throws ProblemException {
    return desk.plan(vault, chain, BeaconView.none(), List.of(slots));
  }

  private ProblemException refused(OptionalLong first, List<PlannedSlot> slots) {
    return catchThrowableOfType(
        ProblemException.class,
        () ->
            new BatchPlanner(chain, BeaconView.none(), lane -> 0, GasSchedule.OSAKA)
                .plan(
                    new PlanHeader(
                        Bytes.of(new byte[16]),
                        Digest32.ZERO,
                        Bytes.of(new byte[16]),
                        1,
                        null,
                        Digest32.ZERO,
                        1_790_000_000L,
                        1_800_000_000L),
                    List.of(
                        new LaneWish(
                            new LaneId(Networks.HOODI.chain(), vault.account()),
                            slots,
                            3,
                            3,
                            first))));
  }

  @Test
  void startsAtTheChainsNonceAndGoesOnAboveWhatIsSigned() throws ProblemException {
    practice.setNonce(vault.account(), 7);
    practice.mine(1);
    ExpandedBatch first = plan(pay("1"), pay("2"));
    assertThat(first.leaves().getFirst().slot().nonce()).isEqualTo(7);
    desk.export(first);
    desk.take(vault.result(first, desk.card()));
    assertThat(plan(pay("3")).leaves().getFirst().slot().nonce()).isEqualTo(9);
  }

  @Test
  void leavesNoNonceToABatchOfTheSameNumberThatTheVaultMayHaveRefused() throws ProblemException {
    ExpandedBatch refused = plan(pay("1"), pay("2"));
    desk.export(refused);
    ExpandedBatch other = plan(pay("3"));

    assertThat(other.request().sequence()).isEqualTo(refused.request().sequence());
    assertThat(other.leaves().getFirst().slot().nonce()).isZero();
  }

  @Test
  void putsEveryCancelAboveEverySpendOfItsNonce() throws ProblemException {
    ExpandedBatch batch = plan(pay("1"), PlannedSlot.of());
    for (UnsignedTx cancel : batch.leaves()) {
      for (UnsignedTx spend : batch.leaves()) {
        if (cancel.releaseClass() == ReleaseClass.CANCEL
            && spend.releaseClass() == ReleaseClass.SPEND
            && cancel.slot().equals(spend.slot())) {
          assertThat(cancel.tx().fees().replaces(spend.tx().fees())).isTrue();
        }
      }
    }
    assertThat(batch.leaves()).hasSize(3 + 3 + 3);
  }

  @Test
  void givesEachAlternativeOfANonceItsTiersAndAllOfThemOneCancel() throws ProblemException {
    DepositData deposit =
        new PracticeDeposits(Networks.HOODI)
            .signed(1, 2, WithdrawalCredentials.compounding(vault.account()), Gwei.ofEther(32))
            .getFirst();
    Operation stake =
        new Operation.Stake(
            deposit.publicKey(), deposit.credentials(), deposit.amount(), deposit.signature());
    Operation pay = new Operation.NativeTransfer(FRIEND, Wei.parseEther("12.5"));
    Operation exit = new Operation.UnstakeFull(deposit.publicKey(), RequestFees.LOW);
    ExpandedBatch batch = plan(PlannedSlot.of(stake, pay, exit), pay("1"));

    List<String> leaves = new ArrayList<>();
    for (UnsignedTx leaf : batch.leaves()) {
      if (leaf.slot().nonce() == 0) {
        leaves.add(leaf.alternative() + "." + leaf.tier() + " " + leaf.operation().kind());
      }
    }
    assertThat(leaves)
        .containsExactly(
            "0.0 STAKE",
            "0.1 STAKE",
            "0.2 STAKE",
            "1.0 NATIVE_TRANSFER",
            "1.1 NATIVE_TRANSFER",
            "1.2 NATIVE_TRANSFER",
            "2.0 UNSTAKE_FULL",
            "2.1 UNSTAKE_FULL",
            "2.2 UNSTAKE_FULL",
            "3.0 CANCEL",
            "3.1 CANCEL",
            "3.2 CANCEL");
    assertThat(batch.leaves().get(3).operation()).isEqualTo(pay);
    assertThat(batch.leaves()).hasSize(12 + 6);
  }

  @Test
  void countsANonceWithItsDearestAlternative() throws ProblemException {
    Operation small = new Operation.NativeTransfer(FRIEND, Wei.parseEther("2"));
    Operation large = new Operation.NativeTransfer(FRIEND, Wei.parseEther("9"));
    Wei both = plan(PlannedSlot.of(small, large)).request().limits().getFirst().amount();
    Wei alone = plan(PlannedSlot.of(large)).request().limits().getFirst().amount();

    assertThat(both).isEqualTo(alone);
  }

  @Test
  void asksForTheMostThatCanLeave() throws ProblemException {
    ExpandedBatch batch = plan(pay("1"), pay("2"));
    Wei most = Wei.ZERO;
    for (long nonce = 0; nonce < 2; nonce++) {
      Wei worst = Wei.ZERO;
      for (UnsignedTx leaf : batch.leaves()) {
        if (leaf.slot().nonce() == nonce) {
          worst =
              worst.max(
                  leaf.tx()
                      .value()
                      .plus(leaf.tx().fees().maxFeePerGas().times(leaf.tx().gasLimit())));
        }
      }
      most = most.plus(worst);
    }
    Wei expected = most;
    assertThat(batch.request().limits())
        .singleElement()
        .satisfies(limit -> {
          assertThat(limit.asset()).isEqualTo(Asset.nativeOf(Networks.HOODI.chain()));
          assertThat(limit.amount()).isEqualTo(expected);
        });
  }

  @Test
  void bringsTheFactsItHasSeen() throws ProblemException {
    ExpandedBatch batch = plan(pay("1"));
    assertThat(batch.request().snapshots())
        .singleElement()
        .satisfies(snapshot -> {
          assertThat(snapshot.blockNumber()).isEqualTo(practice.headNumber());
          assertThat(snapshot.facts())
              .hasAtLeastOneElementOfType(SnapshotFact.AccountNonce.class)
              .hasAtLeastOneElementOfType(SnapshotFact.AccountBalance.class)
              .hasAtLeastOneElementOfType(SnapshotFact.BaseFee.class);
        });
  }

  @Test
  void plansNothingOnAChainThatDoesNotAnswer() {
    practice.faults().down(true);
    assertThat(refused(OptionalLong.empty(), List.of(pay("1"))).problem().code())
        .isEqualTo(PlanProblem.PLAN_CHAIN_UNKNOWN);
  }

  @Test
  void plansNoNonceThatIsUsedUpOrOnItsWay() throws ProblemException {
    ExpandedBatch batch = plan(pay("1"));
    UnsignedTx leaf = batch.leaves().getFirst();
    chain.sendRaw(leaf.tx().signedBytes(vault.sign(leaf)));
    assertThat(refused(OptionalLong.empty(), List.of(pay("1"))).problem().code())
        .isEqualTo(PlanProblem.PLAN_NONCE_BUSY);
    practice.mine(1);
    assertThat(refused(OptionalLong.of(0), List.of(pay("1"))).problem().code())
        .isEqualTo(PlanProblem.PLAN_NONCE_BUSY);
  }

  @Test
  void plansNeitherNothingNorTooMuch() {
    assertThat(refused(OptionalLong.empty(), List.of()).problem().code())
        .isEqualTo(PlanProblem.PLAN_EMPTY);
    List<PlannedSlot> many = new ArrayList<>(Collections.nCopies(1_001, pay("1")));
    assertThat(refused(OptionalLong.empty(), many).problem().code())
        .isEqualTo(PlanProblem.PLAN_TOO_LARGE);
  }
}
