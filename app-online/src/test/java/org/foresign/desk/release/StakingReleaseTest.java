package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.Effect;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.plan.RequestFees;
import org.foresign.desk.words.FateWords;
import org.foresign.desk.words.FindingWords;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Call;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationEncoder;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.practice.chain.PracticeDeposits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stakes and requests up to their consensus effect, and what must never leave the desk. */
class StakingReleaseTest {
  /** Second account of the public development mnemonic: somebody else. */
  private static final byte[] STRANGER_KEY =
      HexFormat.of().parseHex("59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d");

  private static final Address OWNER = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final WithdrawalCredentials OURS = WithdrawalCredentials.compounding(OWNER);
  private static final PracticeDeposits DEPOSITS = new PracticeDeposits(Stage.NETWORK);
  private static final Gwei AMOUNT = Gwei.ofEther(32);

  private static final DepositData BIG = DEPOSITS.atGenesis(100, OURS, Gwei.ofEther(100));
  private static final DepositData PLAIN =
      DEPOSITS.atGenesis(101, WithdrawalCredentials.eth1(OWNER), AMOUNT);
  private static final DepositData FOREIGN =
      DEPOSITS.atGenesis(102, WithdrawalCredentials.compounding(Stage.FRIEND), AMOUNT);

  @TempDir private Path folder;
  private Stage stage;

  @BeforeEach
  void start() throws IOException, ProblemException {
    Secp256k1 curve = Secp256k1.best();
    Address stranger = Address.ofPublicKey(curve.publicKey(STRANGER_KEY));
    stage =
        Stage.open(
            folder.resolve("desk"),
            builder ->
                builder
                    .validators(List.of(BIG, PLAIN, FOREIGN))
                    .fund(stranger, Wei.parseEther("100")));
    stage.practice.mine(16);
  }

  @AfterEach
  void stop() throws ProblemException {
    stage.close();
  }

  private static Operation.Stake stake(int number) {
    DepositData deposit = DEPOSITS.signed(number, number + 1, OURS, AMOUNT).getFirst();
    return new Operation.Stake(
        deposit.publicKey(), deposit.credentials(), deposit.amount(), deposit.signature());
  }

  private void strangerDeposits(int number) throws ProblemException {
    DepositData deposit =
        DEPOSITS
            .signed(
                number,
                number + 1,
                WithdrawalCredentials.compounding(Stage.FRIEND),
                Gwei.ofEther(1))
            .getFirst();
    Call call =
        OperationEncoder.encode(
            new Operation.Stake(
                deposit.publicKey(), deposit.credentials(), deposit.amount(), deposit.signature()),
            Stage.NETWORK.chain(),
            Address.ZERO);
    Eip1559Tx tx =
        new Eip1559Tx(
            Stage.NETWORK.chain(),
            0,
            new FeeCaps(Wei.ofGwei(100), Wei.ofGwei(1)),
            500_000,
            call.to(),
            call.value(),
            call.data());
    var signature = Secp256k1.best().sign(STRANGER_KEY, tx.signingDigest().toArray());
    assertThat(stage.chain.sendRaw(tx.signedBytes(signature)).isOut()).isTrue();
  }

  private void assertSent(long nonce, int alternative) throws ProblemException {
    assertThat(stage.release(stage.leaf(nonce, alternative, 0)))
        .isInstanceOf(ReleaseAnswer.Sent.class);
  }

  private void assertStopped(long nonce, String words) throws ProblemException {
    assertThat(stage.release(stage.leaf(nonce, 0, 0)))
        .isInstanceOfSatisfying(
            ReleaseAnswer.Stopped.class,
            stopped -> assertThat(FindingWords.problem(stopped).happened()).contains(words));
    assertThat(stage.state(stage.leaf(nonce, 0, 0))).isEqualTo(LeafState.HELD);
    assertThat(stage.practice.poolSize()).isZero();
  }

  private Fate fateAfter(int epochs, long nonce) throws ProblemException {
    for (int epoch = 0; epoch < epochs; epoch++) {
      stage.practice.mine(4);
      stage.follow();
    }
    return stage.service.fate(stage.leaf(nonce, 0, 0)).orElseThrow();
  }

  @Test
  void stakesUntilTheValidatorIsActiveAndOurs() throws ProblemException {
    stage.hold(stake(0));
    assertSent(0, 0);
    FollowReport report = stage.finish();
    assertThat(report.effectsOpen()).isEqualTo(1);
    assertThat(stage.service.fate(stage.leaf(0, 0, 0)).orElseThrow().effect().open()).isTrue();

    Fate fate = fateAfter(8, 0);
    assertThat(fate.effect()).isEqualTo(Effect.THERE);
    assertThat(FateWords.of(fate.reason())).contains("active and ours");
  }

  @Test
  void refusesAStakeThatAStrangerWasFasterThan() throws ProblemException {
    stage.hold(stake(0));
    strangerDeposits(0);
    stage.practice.mine(1);
    stage.practice.mineUntilFinal();
    assertStopped(0, "somebody else's");
    stage.practice.mine(40);
    assertStopped(0, "somebody else's");
  }

  @Test
  void sendsNoStakeWithoutABeaconApi() throws ProblemException {
    stage.hold(stake(0));
    stage.service.close();
    stage.service = stage.open(BeaconView.none(), Checkpoint.NONE);
    assertStopped(0, "no Beacon API endpoint is set up");
  }

  @Test
  void noEndpointThatHidesValidatorsLetsAStakeOut() throws ProblemException {
    stage.hold(stake(0));
    strangerDeposits(0);
    stage.practice.mine(40);
    stage.faults.get(1).omitValidators(true);
    stage.faults.get(2).down(true);
    assertThat(stage.release(stage.leaf(0, 0, 0)))
        .isInstanceOfSatisfying(
            ReleaseAnswer.Stopped.class, stopped -> assertThat(stopped.unknown()).isTrue());
  }

  @Test
  void saysThatAStakeIsLostWhenAStrangerWasFasterAfterAll() throws ProblemException {
    stage.hold(stake(0));
    strangerDeposits(0); // in the pool: no finalized fact can show it yet
    assertSent(0, 0);
    stage.finish();
    Fate fate = fateAfter(10, 0);
    assertThat(fate.effect()).isEqualTo(Effect.LOST);
    assertThat(FateWords.of(fate.reason())).contains("somebody else");
  }

  @Test
  void exitsAValidatorUntilItsExitEpochIsSet() throws ProblemException {
    stage.hold(new Operation.UnstakeFull(BIG.publicKey(), RequestFees.LOW));
    assertSent(0, 0);
    stage.finish();
    assertThat(fateAfter(1, 0).effect()).isEqualTo(Effect.THERE);
    assertThat(stage.practice.droppedRequests()).isEmpty();
  }

  @Test
  void withdrawsAPartUntilItIsPaid() throws ProblemException {
    stage.hold(new Operation.UnstakePartial(BIG.publicKey(), Gwei.ofEther(10), RequestFees.LOW));
    assertSent(0, 0);
    stage.finish();
    Fate fate = fateAfter(6, 0);
    assertThat(fate.effect()).isEqualTo(Effect.THERE);
    assertThat(FateWords.of(fate.reason())).contains("paid");
  }

  @Test
  void topsUpAValidatorOfOursAndNoOther() throws ProblemException {
    stage.hold(
        new Operation.TopUp(BIG.publicKey(), Gwei.ofEther(5)),
        new Operation.TopUp(FOREIGN.publicKey(), Gwei.ofEther(5)),
        new Operation.TopUp(stake(7).validator(), Gwei.ofEther(5)));
    assertSent(0, 0);
    stage.finish();
    assertThat(fateAfter(6, 0).effect()).isEqualTo(Effect.THERE);
    assertStopped(1, "somebody else's");
    stage.burn(1, 1);
    stage.finish();
    assertStopped(2, "a top-up would be lost");
  }

  @Test
  void switchesAValidatorToCompounding() throws ProblemException {
    stage.hold(new Operation.Consolidate(PLAIN.publicKey(), PLAIN.publicKey(), RequestFees.LOW));
    assertSent(0, 0);
    stage.finish();
    assertThat(fateAfter(2, 0).effect()).isEqualTo(Effect.THERE);
  }

  @Test
  void consolidatesIntoOursAndNeverIntoAStrangers() throws ProblemException {
    stage.hold(new Operation.Consolidate(PLAIN.publicKey(), FOREIGN.publicKey(), RequestFees.LOW));
    assertStopped(0, "not an active compounding validator of ours");
    stage.burn(0, 0);
    stage.finish();
    stage.hold(new Operation.Consolidate(PLAIN.publicKey(), BIG.publicKey(), RequestFees.LOW));
    assertSent(1, 0);
    stage.finish();
    assertThat(fateAfter(2, 1).effect()).isEqualTo(Effect.THERE);
  }

  @Test
  void awaitsARequestAsLongAsItWaitsInItsPredeploy() throws ProblemException {
    stage.hold(new Operation.Consolidate(PLAIN.publicKey(), BIG.publicKey(), RequestFees.LOW));
    stage.practice.fillRequests(Networks.CONSOLIDATION_REQUESTS, 100);
    assertSent(0, 0);
    stage.finish();
    int awaited = 0;
    Fate fate = fateAfter(1, 0);
    while (fate.effect() == Effect.AWAITED) {
      assertThat(FateWords.of(fate.reason())).contains("queue of the predeploy");
      assertThat(awaited++).isLessThan(20);
      fate = fateAfter(1, 0);
    }
    // Two a block leave the queue; what a block took out is seen when that block is final.
    assertThat(awaited).isGreaterThan(8);
    assertThat(fate.effect()).isEqualTo(Effect.THERE);
  }

  @Test
  void tellsTheWithdrawalsOfOneValidatorApart() throws ProblemException {
    Operation most =
        new Operation.UnstakePartial(BIG.publicKey(), Gwei.ofEther(60), RequestFees.LOW);
    stage.hold(most, most, most); // 68 ETH lie above 32: 60, the rest, and nothing
    assertSent(0, 0);
    stage.practice.mine(1);
    assertSent(1, 0);
    stage.practice.mine(1);
    assertSent(2, 0);
    stage.finish();
    assertThat(fateAfter(6, 0).effect()).isEqualTo(Effect.THERE);
    assertThat(fateAfter(0, 1).effect()).isEqualTo(Effect.THERE);
    assertThat(FateWords.of(fateAfter(0, 1).reason())).contains("paid");
    assertThat(fateAfter(0, 2).effect()).isEqualTo(Effect.LOST);
    assertThat(stage.practice.droppedRequests()).hasSize(1);
  }

  @Test
  void tellsTwoEqualTopUpsApart() throws ProblemException {
    Operation topUp = new Operation.TopUp(BIG.publicKey(), Gwei.ofEther(5));
    stage.hold(topUp, topUp);
    assertSent(0, 0);
    stage.practice.mine(4);
    assertSent(1, 0);
    boolean apart = false;
    for (int epoch = 0; epoch < 12; epoch++) {
      stage.practice.mine(4);
      stage.follow();
      Effect second = fateAfter(0, 1).effect();
      apart |= fateAfter(0, 0).effect() == Effect.THERE && second == Effect.QUEUED;
    }
    assertThat(apart).isTrue();
    assertThat(fateAfter(0, 1).effect()).isEqualTo(Effect.THERE);
  }

  @Test
  void awaitsARequestWhoseQueueNoQuorumShows() throws ProblemException {
    stage.hold(new Operation.UnstakeFull(BIG.publicKey(), RequestFees.LOW));
    stage.practice.fillRequests(Networks.WITHDRAWAL_REQUESTS, 300);
    assertSent(0, 0);
    stage.finish();
    assertThat(fateAfter(1, 0).effect()).isEqualTo(Effect.AWAITED);
    stage.faults.get(1).down(true);
    stage.faults.get(2).down(true);
    FollowReport report = stage.follow();
    assertThat(report.events()).anyMatch(e -> e.kind() == LaneEvent.Kind.WAITING);
    assertThat(fateAfter(0, 0).effect()).isEqualTo(Effect.AWAITED);
  }

  @Test
  void refusesRequestsThatWouldBeDroppedInSilence() throws ProblemException {
    stage.hold(
        new Operation.UnstakeFull(FOREIGN.publicKey(), RequestFees.LOW),
        new Operation.UnstakePartial(PLAIN.publicKey(), Gwei.ofEther(1), RequestFees.LOW));
    assertStopped(0, "does not pay to");
    stage.burn(0, 0);
    stage.finish();
    assertStopped(1, "compounding");
  }

  @Test
  void waitsForTheRequestFeeToFall() throws ProblemException {
    stage.hold(new Operation.UnstakeFull(BIG.publicKey(), RequestFees.LOW));
    stage.practice.stuffRequests(Networks.WITHDRAWAL_REQUESTS, 700);
    stage.practice.mine(1);
    assertStopped(0, "wait until it falls");
  }
}
