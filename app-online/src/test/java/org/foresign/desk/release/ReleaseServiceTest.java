package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.Simulation;
import org.foresign.desk.chain.TxReceipt;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.HoldingWrite;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.SettledSlots;
import org.foresign.desk.plan.PlannedSlot;
import org.foresign.desk.words.FateWords;
import org.foresign.desk.words.FindingWords;
import org.foresign.desk.words.LaneWords;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.SettledSlot;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Job;
import org.foresign.practice.chain.PracticeChainBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments through the whole release against the practice chain. */
class ReleaseServiceTest {
  @TempDir private Path folder;
  private Stage stage;

  @BeforeEach
  void start() throws IOException, ProblemException {
    stage = Stage.open(folder.resolve("desk"));
  }

  @AfterEach
  void stop() throws ProblemException {
    stage.close();
  }

  private static void assertSent(ReleaseAnswer answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            ReleaseAnswer.Sent.class, sent -> assertThat(sent.broadcast().isOut()).isTrue());
  }

  private static void assertStopped(ReleaseAnswer answer, ProblemCode code, String words) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            ReleaseAnswer.Stopped.class,
            stopped -> {
              assertThat(stopped.problem().code()).isEqualTo(code);
              assertThat(FindingWords.problem(stopped).happened()).contains(words);
            });
  }

  @Test
  void paysOnceFollowsToFinalityAndVoidsTheRest() throws ProblemException {
    stage.hold(Stage.pay("1.5"));
    HeldLeaf leaf = stage.leaf(0, 0, 0);

    assertSent(stage.release(leaf));
    assertThat(stage.state(leaf)).isEqualTo(LeafState.EXPOSED);
    stage.practice.mine(1);
    assertThat(stage.follow().events())
        .extracting(LaneEvent::kind)
        .containsExactly(LaneEvent.Kind.INCLUDED);
    assertThat(stage.state(leaf)).isEqualTo(LeafState.INCLUDED);
    stage.practice.mineUntilFinal();
    FollowReport last = stage.follow();

    assertThat(last.events())
        .extracting(LaneEvent::kind)
        .containsExactly(LaneEvent.Kind.FINAL, LaneEvent.Kind.VOIDED);
    assertThat(last.settled()).isTrue();
    assertThat(stage.states(0)).containsOnlyOnce(LeafState.FINAL).contains(LeafState.VOID);
    assertThat(stage.states(0)).doesNotContain(LeafState.HELD, LeafState.EXPOSED);
    assertThat(stage.practice.balance(Stage.FRIEND)).isEqualTo(Wei.parseEther("1.5"));
    assertThat(stage.follow().events()).isEmpty();

    BlockRef block = stage.service.fate(leaf).orElseThrow().includedAt().orElseThrow();
    assertThat(settled())
        .containsExactly(
            new SettledSlot(
                new SlotId(stage.lane, 0),
                block.number(),
                block.hash(),
                stage.desk.leaves().transaction(leaf).signingDigest()));
  }

  /** What the desk's receipts say. */
  private List<SettledSlot> settled() throws ProblemException {
    return new SettledSlots(stage.desk.home()).of(stage.vault.instance());
  }

  @Test
  void sendsTheSameLeafByOneDecisionOnly() throws ProblemException {
    stage.hold(Stage.pay("1"));
    HeldLeaf leaf = stage.leaf(0, 0, 0);
    assertSent(stage.release(leaf));

    assertStopped(stage.release(leaf), ReleaseProblem.RELEASE_LEAF_SETTLED, "exposed");
    assertThat(stage.practice.poolSize()).isEqualTo(1);
  }

  @Test
  void theSameAtAnotherNonceIsStoppedOnceItWasSent() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("1"), Stage.pay("2"));
    HeldLeaf first = stage.leaf(0, 0, 0);
    HeldLeaf second = stage.leaf(1, 0, 0);
    stage.service.requireNotRepeated(first.id());
    stage.service.requireNotRepeated(second.id()); // nothing of the two was sent yet
    assertSent(stage.release(first));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> stage.service.requireNotRepeated(second.id()))
        .satisfies(stopped ->
            assertThat(stopped.problem().code()).isEqualTo(ReleaseProblem.RELEASE_REPEATS));
    stage.service.requireNotRepeated(stage.leaf(0, 0, 1).id()); // a higher tier of the same nonce
    stage.service.requireNotRepeated(stage.leaf(2, 0, 0).id());
  }

  @Test
  void refusesAnotherAlternativeOfANonceThatWasDecided() throws ProblemException {
    stage.holdSlots(
        List.of(PlannedSlot.of(Stage.pay("1"), Stage.pay("2")), PlannedSlot.of(Stage.pay("3"))));
    assertSent(stage.release(stage.leaf(0, 0, 0)));

    assertStopped(
        stage.release(stage.leaf(0, 1, 2)), ReleaseProblem.RELEASE_NONCE_DECIDED, "nonce 0");
    assertSent(stage.release(stage.leaf(0, 0, 1)));
    assertStopped(
        stage.release(stage.leaf(0, 0, 0)), ReleaseProblem.RELEASE_LEAF_SETTLED, "exposed");
    assertSent(stage.release(stage.leaf(0, 2, 0)));
    assertStopped(
        stage.release(stage.leaf(0, 0, 2)), ReleaseProblem.RELEASE_NONCE_DECIDED, "nonce 0");
    stage.finish();
    assertThat(stage.state(stage.leaf(0, 2, 0))).isEqualTo(LeafState.FINAL);
    assertThat(stage.practice.balance(Stage.FRIEND)).isEqualTo(Wei.ZERO);
  }

  @Test
  void paysATokenAndRefusesOneThatIsNotThere() throws ProblemException {
    stage.hold(
        new Operation.TokenTransfer(
            PracticeChainBuilder.TOKEN, Stage.FRIEND, new Wei(BigInteger.valueOf(4_000_000))),
        new Operation.TokenTransfer(
            PracticeChainBuilder.TOKEN, Stage.FRIEND, new Wei(BigInteger.valueOf(4_000_000))));
    assertSent(stage.release(stage.leaf(0, 0, 0)));
    stage.practice.mine(1);
    assertStopped(
        stage.release(stage.leaf(1, 0, 0)), ReleaseProblem.RELEASE_NOT_CLEAR, "included and fail");
    assertThat(stage.state(stage.leaf(1, 0, 0))).isEqualTo(LeafState.HELD);
  }

  @Test
  void sendsNothingToATokenThatDoesNotAnswerTrue() throws ProblemException {
    stage.hold(
        new Operation.TokenTransfer(
            PracticeChainBuilder.TOKEN, Stage.FRIEND, new Wei(BigInteger.valueOf(4_000_000))));
    HeldLeaf leaf = stage.leaf(0, 0, 0);
    for (String output : List.of("00".repeat(32), "00".repeat(31) + "02", "01")) {
      stage.answer(Question.SimulationOf.class, (question, moment) -> succeeds(output));
      assertStopped(stage.release(leaf), ReleaseProblem.RELEASE_NOT_CLEAR, "not answer true");
    }
    stage.answer(Question.SimulationOf.class, (question, moment) -> succeeds(""));
    assertSent(stage.release(leaf));
  }

  @Test
  void sendsNothingToATokenThatIsNotThere() throws ProblemException {
    stage.hold(new Operation.TokenTransfer(Stage.FRIEND, Stage.FRIEND, Wei.of(1)));
    assertStopped(
        stage.release(stage.leaf(0, 0, 0)), ReleaseProblem.RELEASE_NOT_CLEAR, "no token contract");
    assertThat(stage.practice.poolSize()).isZero();
  }

  private static Fact<Simulation> succeeds(String output) {
    return Fact.known(
        new Simulation.Succeeds(Bytes.parseHex(output), 60_000), new BlockRef(1, Digest32.ZERO));
  }

  @Test
  void neverSendsAheadOfAGap() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("1"), Stage.pay("1"));
    assertStopped(
        stage.release(stage.leaf(2, 0, 0)),
        ReleaseProblem.RELEASE_NOT_CLEAR,
        "nonce 0 comes first");
    assertSent(stage.release(stage.leaf(0, 0, 0)));
    assertSent(stage.release(stage.leaf(1, 0, 0)));
    assertSent(stage.release(stage.leaf(2, 0, 0)));
    stage.finish();
    assertThat(stage.practice.balance(Stage.FRIEND)).isEqualTo(Wei.parseEther("3"));
  }

  @Test
  void refusesUnderPricedLeavesAndTakesAHigherTier() throws ProblemException {
    stage.hold(Stage.pay("1"));
    Wei low = stage.desk.leaves().transaction(stage.leaf(0, 0, 0)).tx().fees().maxFeePerGas();
    stage.practice.spikeBaseFee(low.plus(Wei.of(1)));

    assertStopped(
        stage.release(stage.leaf(0, 0, 0)), ReleaseProblem.RELEASE_NOT_CLEAR, "under-priced");
    HeldLeaf chosen = stage.service.choose(stage.lane, 0, 0);
    assertThat(stage.desk.leaves().transaction(chosen).tier()).isEqualTo(1);
    assertSent(stage.release(chosen));
  }

  @Test
  void raisesWhatWaitsUnderTheBaseFee() throws ProblemException {
    stage.hold(Stage.pay("1"));
    HeldLeaf first = stage.leaf(0, 0, 0);
    assertSent(stage.release(first));
    Wei cap = stage.desk.leaves().transaction(first).tx().fees().maxFeePerGas();
    stage.practice.spikeBaseFee(cap.plus(Wei.of(1)));

    assertThat(stage.service.follow(stage.lane, false, new CancelToken()).events())
        .extracting(LaneWords::of)
        .anyMatch(words -> words.contains("under-priced"));
    assertThat(stage.follow().events())
        .extracting(LaneEvent::kind)
        .containsExactly(LaneEvent.Kind.RAISED);
    assertThat(stage.state(stage.leaf(0, 0, 1))).isEqualTo(LeafState.EXPOSED);
    stage.finish();
    assertThat(stage.state(first)).isEqualTo(LeafState.VOID);
    assertThat(stage.state(stage.leaf(0, 0, 1))).isEqualTo(LeafState.FINAL);
    assertThat(stage.practice.balance(Stage.FRIEND)).isEqualTo(Wei.parseEther("1"));
  }

  @Test
  void goesBackToExposedWhenItsBlockIsGone() throws ProblemException {
    stage.hold(Stage.pay("1"));
    HeldLeaf leaf = stage.leaf(0, 0, 0);
    assertSent(stage.release(leaf));
    stage.practice.mine(1);
    stage.follow();
    assertThat(stage.state(leaf)).isEqualTo(LeafState.INCLUDED);

    stage.practice.reorganise(1, false);
    FollowReport report = stage.follow();
    assertThat(report.events()).extracting(LaneEvent::kind).contains(LaneEvent.Kind.REORGANISED);
    assertThat(stage.state(leaf)).isEqualTo(LeafState.EXPOSED);
    assertThat(stage.follow().events())
        .extracting(LaneEvent::kind)
        .allMatch(kind -> kind == LaneEvent.Kind.SENT_AGAIN);
    stage.finish();
    assertThat(stage.state(leaf)).isEqualTo(LeafState.FINAL);
  }

  @Test
  void noticesANonceThatWasUsedElsewhere() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("2"));
    stage.practice.setNonce(stage.vault.account(), 1);
    stage.practice.mine(1);

    assertStopped(
        stage.release(stage.leaf(0, 0, 0)), ReleaseProblem.RELEASE_NONCE_USED, "nonce 0 is used");
    FollowReport report = stage.finish();
    assertThat(report.events()).extracting(LaneEvent::kind).containsExactly(LaneEvent.Kind.ALARM);
    assertThat(stage.states(0)).containsOnly(LeafState.VOID);
    assertThat(stage.states(1)).containsOnly(LeafState.HELD);
    assertThat(FateWords.of(stage.service.fate(stage.leaf(0, 0, 0)).orElseThrow().reason()))
        .contains("not of this desk");

    assertThat(settled()).hasSize(1);
    SettledSlot used = settled().getFirst();
    assertThat(used.slot()).isEqualTo(new SlotId(stage.lane, 0));
    assertThat(used.usedBy()).isEmpty();
    assertThat(
            stage
                .chain
                .ask(Moment.LATEST, Question.blockAt(used.block()))
                .map(header -> header.ref().hash()))
        .extracting(fact -> fact.toOptional().orElseThrow())
        .isEqualTo(used.blockHash());
  }

  @Test
  void alarmsBeforeFinalityThatANonceWasUsedElsewhere() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("2"));
    stage.practice.setNonce(stage.vault.account(), 1);
    stage.practice.mine(1);
    FollowReport early = stage.follow();
    assertThat(early.events()).extracting(LaneEvent::kind).containsExactly(LaneEvent.Kind.ALARM);
    assertThat(LaneWords.of(early.events().getFirst())).contains("nonce 0 was used elsewhere");
    assertThat(early.usedElsewhere()).isEqualTo(1);
    assertThat(early.settled()).isFalse();
    assertThat(stage.states(0)).containsOnly(LeafState.HELD);
    assertThat(stage.finish().settled()).isTrue();
  }

  @Test
  void alarmsWhenALeafLandsThatThisDeskNeverSent() throws ProblemException {
    stage.hold(Stage.pay("1"));
    HeldLeaf stolen = stage.leaf(0, 0, 2);
    var tx = stage.desk.leaves().transaction(stolen).tx();
    stage.chain.sendRaw(tx.signedBytes(stage.desk.leaves().signature(stolen)));

    assertStopped(
        stage.release(stage.leaf(0, 0, 0)), ReleaseProblem.RELEASE_NOT_CLEAR, "did not send");
    FollowReport report = stage.finish();
    assertThat(report.events())
        .extracting(LaneEvent::kind)
        .contains(LaneEvent.Kind.ALARM, LaneEvent.Kind.FINAL);
    assertThat(stage.state(stolen)).isEqualTo(LeafState.FINAL);
  }

  @Test
  void settlesByTheRecordedBlockWhenReceiptsAreGone() throws ProblemException {
    stage.hold(Stage.pay("1"));
    HeldLeaf leaf = stage.leaf(0, 0, 0);
    assertSent(stage.release(leaf));
    stage.practice.mine(1);
    stage.follow();
    stage.answer(Question.ReceiptOf.class, (question, moment) -> noReceipt());
    stage.practice.mineUntilFinal();
    assertThat(stage.follow().events())
        .extracting(LaneEvent::kind)
        .contains(LaneEvent.Kind.FINAL)
        .doesNotContain(LaneEvent.Kind.ALARM);
    assertThat(stage.state(leaf)).isEqualTo(LeafState.FINAL);
    assertThat(stage.service.fate(leaf).orElseThrow().reverted()).isFalse();
  }

  @Test
  void voidsNoSentLeafWhoseReceiptMayBeGone() throws ProblemException {
    stage.hold(Stage.pay("1"));
    HeldLeaf leaf = stage.leaf(0, 0, 0);
    assertSent(stage.release(leaf));
    stage.answer(Question.ReceiptOf.class, (question, moment) -> noReceipt());
    stage.practice.mine(1);
    stage.practice.mineUntilFinal();
    assertThat(stage.follow().events()).extracting(LaneWords::of).anyMatch(NO_RECEIPT);
    assertThat(stage.state(leaf)).isEqualTo(LeafState.EXPOSED);

    stage.service.close();
    stage.service = stage.open(stage.beacon, Checkpoint.NONE);
    stage.follow();
    assertThat(stage.state(leaf)).isEqualTo(LeafState.FINAL);
  }

  @Test
  void callsANonceAnothersOnlyWhileReceiptsAreKept() throws ProblemException {
    stage.hold(Stage.pay("1"));
    HeldLeaf leaf = stage.leaf(0, 0, 0);
    assertSent(stage.release(leaf));
    stage.practice.setNonce(stage.vault.account(), 1);
    sentAt(leaf, 1_000_000_000L);
    FollowReport old = stage.finish();
    assertThat(old.events()).extracting(LaneWords::of).anyMatch(NO_RECEIPT);
    assertThat(stage.state(leaf)).isEqualTo(LeafState.EXPOSED);
    assertThat(old.settled()).isFalse();

    sentAt(leaf, Clock.systemUTC().instant().getEpochSecond());
    assertThat(stage.finish().events()).extracting(LaneEvent::kind).contains(LaneEvent.Kind.ALARM);
    assertThat(stage.states(0)).containsOnly(LeafState.VOID);
  }

  private static final Predicate<String> NO_RECEIPT =
      words -> words.contains("have no receipt of it any more");

  private static Fact<Optional<TxReceipt>> noReceipt() {
    return Fact.known(Optional.empty(), new BlockRef(1, Digest32.ZERO));
  }

  private void sentAt(HeldLeaf leaf, long seconds) throws ProblemException {
    stage
        .desk
        .home()
        .database()
        .update(sql ->
            sql.updateOne("UPDATE sending SET sent_at = ? WHERE leaf = ?", seconds, leaf.id()));
  }

  @Test
  void sendsNothingForADelegatedAccount() throws ProblemException {
    stage.hold(Stage.pay("1"));
    stage.practice.setCode(stage.vault.account(), Bytes.parseHex("ef0100" + "22".repeat(20)));
    stage.practice.mine(1);
    assertStopped(stage.release(stage.leaf(0, 0, 0)), ReleaseProblem.RELEASE_NOT_CLEAR, "EIP-7702");
    assertThat(stage.practice.poolSize()).isZero();
  }

  @Test
  void notesThatARecipientHasCode() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("1"));
    assertThat(stage.release(stage.leaf(0, 0, 0)))
        .isInstanceOfSatisfying(
            ReleaseAnswer.Sent.class, sent -> assertThat(sent.notes()).isEmpty());
    stage.practice.setCode(Stage.FRIEND, Bytes.parseHex("ef0100" + "22".repeat(20)));
    stage.practice.mine(1);
    assertThat(stage.release(stage.leaf(1, 0, 0)))
        .isInstanceOfSatisfying(
            ReleaseAnswer.Sent.class,
            sent ->
                assertThat(sent.notes())
                    .anyMatch(note -> FindingWords.of(note).contains("delegated to")));
  }

  @Test
  void sendsNothingWhenTheAccountCannotHoldTheCap() throws ProblemException {
    stage.hold(Stage.pay("1"));
    stage.practice.setBalance(stage.vault.account(), Wei.parseEther("1"));
    stage.practice.mine(1);
    assertStopped(
        stage.release(stage.leaf(0, 0, 0)), ReleaseProblem.RELEASE_NOT_CLEAR, "has to hold");
  }

  @Test
  void sendsNothingOnUnknownOrDisputedFacts() throws ProblemException {
    stage.hold(Stage.pay("1"));
    HeldLeaf leaf = stage.leaf(0, 0, 0);
    stage.faults.get(0).down(true);
    stage.faults.get(1).balance(Wei.parseEther("5"));
    assertStopped(stage.release(leaf), ReleaseProblem.RELEASE_FACT_UNKNOWN, "disagree");
    stage.faults.get(1).clear().down(true);
    assertStopped(stage.release(leaf), ReleaseProblem.RELEASE_FACT_UNKNOWN, "waited for");
    assertThat(stage.follow().hasFactsMissing()).isTrue();
    stage.faults.get(0).clear();
    stage.faults.get(1).clear();
    assertThat(stage.state(leaf)).isEqualTo(LeafState.HELD);
    assertThat(stage.practice.poolSize()).isZero();
    assertSent(stage.release(leaf));
  }

  @Test
  void goesOnWithOneLiarAmongThree() throws ProblemException {
    stage.hold(Stage.pay("1"));
    stage.faults.get(1).nonceShift(3).balance(Wei.ZERO);
    assertSent(stage.release(stage.leaf(0, 0, 0)));
  }

  @Test
  void countsAsExposedWhateverTheEndpointsAnswer() throws ProblemException {
    stage.hold(Stage.pay("1"));
    HeldLeaf leaf = stage.leaf(0, 0, 0);
    stage.service.close();
    stage.service =
        stage.open(
            stage.beacon,
            point -> {
              if (point.equals(HoldingWrite.EXPOSE.kept())) {
                stage.faults.forEach(fault -> fault.down(true));
              }
            });
    assertThat(stage.release(leaf))
        .isInstanceOfSatisfying(
            ReleaseAnswer.Sent.class, sent -> assertThat(sent.broadcast().isOut()).isFalse());
    assertThat(stage.state(leaf)).isEqualTo(LeafState.EXPOSED);
    stage.faults.forEach(fault -> fault.clear());
    assertThat(stage.follow().events())
        .extracting(LaneEvent::kind)
        .containsExactly(LaneEvent.Kind.SENT_AGAIN);
    stage.finish();
    assertThat(stage.state(leaf)).isEqualTo(LeafState.FINAL);
  }

  @Test
  void recordsTheExposureBeforeTheFirstByteLeaves() throws ProblemException {
    stage.hold(Stage.pay("1"));
    HeldLeaf leaf = stage.leaf(0, 0, 0);
    stage.service.close();
    List<String> seen = new ArrayList<>();
    stage.service =
        stage.open(BeaconView.none(), point -> seen.add(point + " " + stage.practice.poolSize()));
    assertSent(stage.release(leaf));
    assertThat(seen)
        .containsExactly(
            "decide-open 0",
            "decide-kept 0",
            "release-checked 0",
            "expose-open 0",
            "expose-kept 0",
            "release-sent 1",
            "answer-open 1",
            "answer-kept 1");
  }

  @Test
  void saysWhatTheLastProcessLeftOpen() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("2"));
    stage.service.close();
    ReleaseService dying =
        stage.open(
            stage.beacon,
            point -> {
              if (point.equals("release-sent")) {
                throw new IllegalStateException("died");
              }
            });
    assertThat(catchThrowable(() -> dying.release(stage.leaf(0, 0, 0).id()))).hasMessage("died");
    dying.close();

    stage.service = stage.open(stage.beacon, Checkpoint.NONE);
    assertThat(stage.service.recovered())
        .singleElement()
        .satisfies(note -> {
          assertThat(note.exposed()).isTrue();
          assertThat(LaneWords.of(note)).contains("recorded as exposed before the stop");
        });
    stage.finish();
    assertThat(stage.state(stage.leaf(0, 0, 0))).isEqualTo(LeafState.FINAL);
    stage.service.close();
    stage.service = stage.open(stage.beacon, Checkpoint.NONE);
    assertThat(stage.service.recovered()).isEmpty();
  }

  @Test
  void burnsInNonceOrderWithTheLowestTierThatWillDo() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("2"), Stage.pay("3"));
    assertSent(stage.release(stage.leaf(0, 0, 1)));

    BurnReport report = stage.burn(0, 2);
    assertThat(report.sent()).isEqualTo(3);
    assertThat(report.events()).extracting(LaneEvent::nonce).containsExactly(0L, 1L, 2L);
    assertThat(stage.burn(0, 2).sent()).isZero();
    stage.finish();
    assertThat(stage.practice.balance(Stage.FRIEND)).isEqualTo(Wei.ZERO);
    for (long nonce = 0; nonce < 3; nonce++) {
      assertThat(stage.state(stage.leaf(nonce, 1, 0))).isEqualTo(LeafState.FINAL);
    }
    assertThat(stage.burn(0, 2).left()).isZero();
  }

  @Test
  void burnsALongRangeInPassesAndPastNoncesThatAreUsed() throws ProblemException {
    Operation[] many = new Operation[20];
    Arrays.fill(many, Stage.pay("0.1"));
    stage.hold(many);
    stage.practice.setNonce(stage.vault.account(), 1);
    stage.practice.mine(1);
    BurnReport first = stage.burn(0, 19);
    assertThat(first.sent()).isEqualTo(16);
    assertThat(first.events()).extracting(LaneEvent::kind).endsWith(LaneEvent.Kind.WAITING);
    stage.practice.mine(1);
    stage.follow();
    assertThat(stage.burn(0, 19).sent()).isEqualTo(3);
    stage.finish();
    assertThat(stage.burn(0, 19).left()).isZero();
    assertThat(stage.states(0)).containsOnly(LeafState.VOID);
    assertThat(stage.practice.balance(Stage.FRIEND)).isEqualTo(Wei.ZERO);
  }

  @Test
  void stopsBetweenTwoStepsWhenAsked() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("1"));
    CancelToken cancel = new CancelToken();
    BurnReport report =
        stage.service.burn(
            stage.lane, 0, 1, new Job<>((step, done, total) -> cancel.cancel(), cancel));
    assertThat(report.sent()).isEqualTo(1);
    assertThat(report.left()).isEqualTo(2);
    assertThat(report.events()).extracting(LaneEvent::kind).containsExactly(LaneEvent.Kind.BURNED);
    assertThat(stage.practice.poolSize()).isEqualTo(1);
    assertThat(stage.state(stage.leaf(0, 1, 0))).isEqualTo(LeafState.EXPOSED);
    assertThat(stage.states(1)).containsOnly(LeafState.HELD);
  }

  @Test
  void decidesOnOneAlternativeHoweverManyAskAtOnce() throws Exception {
    stage.holdSlots(
        List.of(new PlannedSlot(List.of(Stage.pay("1"), Stage.pay("2"), Stage.pay("3")))));
    List<HeldLeaf> rivals = new ArrayList<>();
    for (int alternative = 0; alternative < 3; alternative++) {
      rivals.add(stage.leaf(0, alternative, 0));
      rivals.add(stage.leaf(0, alternative, 0));
    }
    CountDownLatch all = new CountDownLatch(rivals.size());
    int sent = 0;
    try (ExecutorService askers = Executors.newFixedThreadPool(rivals.size())) {
      List<Future<ReleaseAnswer>> answers = new ArrayList<>();
      for (HeldLeaf leaf : rivals) {
        answers.add(
            askers.submit(() -> {
              all.countDown();
              all.await();
              return stage.release(leaf);
            }));
      }
      for (Future<ReleaseAnswer> answer : answers) {
        sent += answer.get() instanceof ReleaseAnswer.Sent ? 1 : 0;
      }
    }
    assertThat(sent).isEqualTo(1);
    assertThat(stage.practice.poolSize()).isEqualTo(1);
    assertThat(stage.states(0).stream().filter(state -> state == LeafState.EXPOSED)).hasSize(1);
  }

  @Test
  void simulatesUnderTheScheduleThatCounts() throws IOException, ProblemException {
    try (Stage next = Stage.open(folder.resolve("next"), builder -> builder.amsterdamFrom(3))) {
      next.hold(Stage.pay("1"));
      HeldLeaf leaf = next.leaf(0, 0, 0);
      next.practice.mine(5);
      // 300,000 gas holds for a payment that creates its recipient (EIP-8037).
      assertSent(next.release(leaf));
      next.finish();
      assertThat(next.state(leaf)).isEqualTo(LeafState.FINAL);
      assertThat(next.service.fate(leaf).orElseThrow().reverted()).isFalse();
    }
  }

  @Test
  void raisesACancelThatIsUnderTheBaseFee() throws ProblemException {
    stage.hold(Stage.pay("1"));
    stage.burn(0, 0);
    HeldLeaf low = stage.leaf(0, 1, 0);
    assertThat(stage.state(low)).isEqualTo(LeafState.EXPOSED);
    Wei cap = stage.desk.leaves().transaction(low).tx().fees().maxFeePerGas();
    stage.practice.spikeBaseFee(cap.plus(Wei.of(1)));
    assertThat(stage.burn(0, 0).sent()).isEqualTo(1);
    assertThat(stage.state(stage.leaf(0, 1, 1))).isEqualTo(LeafState.EXPOSED);
    stage.finish();
    assertThat(stage.practice.balance(Stage.FRIEND)).isEqualTo(Wei.ZERO);
  }

  @Test
  void burnsWhatAThiefHasSentAlready() throws ProblemException {
    stage.hold(Stage.pay("1"));
    HeldLeaf stolen = stage.leaf(0, 0, 2);
    var tx = stage.desk.leaves().transaction(stolen).tx();
    stage.chain.sendRaw(tx.signedBytes(stage.desk.leaves().signature(stolen)));
    assertThat(stage.burn(0, 0).sent()).isEqualTo(1);
    stage.finish();
    assertThat(stage.practice.balance(Stage.FRIEND)).isEqualTo(Wei.ZERO);
    assertThat(stage.state(stage.leaf(0, 1, 0))).isEqualTo(LeafState.FINAL);
  }

  @Test
  void showsWhereLeavesStand() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("2"));
    StatusReader reader =
        new StatusReader(stage.desk.home(), stage.desk.leaves(), Clock.systemUTC());
    assertThat(reader.lane(stage.lane, null).counts()).containsOnlyKeys(LeafStanding.HELD);
    assertThat(reader.lane(stage.lane, stage.chain).counts())
        .containsOnlyKeys(LeafStanding.READY, LeafStanding.LATER);
    assertSent(stage.release(stage.leaf(0, 0, 0)));
    assertThat(reader.lane(stage.lane, stage.chain).counts())
        .containsEntry(LeafStanding.EXPOSED, 1)
        .containsEntry(LeafStanding.BESIDE, 5);
    stage.finish();
    Wei cap = stage.desk.leaves().transaction(stage.leaf(1, 0, 0)).tx().fees().maxFeePerGas();
    stage.practice.spikeBaseFee(cap.plus(Wei.of(1)));
    assertThat(reader.lane(stage.lane, stage.chain).counts())
        .containsEntry(LeafStanding.FINAL, 1)
        .containsEntry(LeafStanding.VOID, 5)
        .containsEntry(LeafStanding.UNDER_PRICED, 1);
  }
}
