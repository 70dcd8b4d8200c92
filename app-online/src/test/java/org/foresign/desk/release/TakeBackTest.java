package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.AccountCode;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.Broadcast;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.SendRejection;
import org.foresign.desk.chain.TxPresence;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.words.LaneWords;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lie has settled is taken back, and what nobody took goes again. */
class TakeBackTest {
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

  /** A desk whose endpoints all say that the account's nonces up to here are used and final. */
  private void lie(long nonce) throws ProblemException {
    BlockRef block = new BlockRef(1, Digest32.ZERO);
    stage.answer(
        Question.NonceOf.class,
        (question, moment) ->
            moment == Moment.FINALIZED
                ? Fact.known(nonce, block)
                : stage.chain.ask(Moment.LATEST, Question.nonce(stage.lane.account())));
  }

  private void truth() throws ProblemException {
    stage.service.close();
    stage.service = stage.open(stage.beacon, Checkpoint.NONE);
  }

  private void lieWholly(long nonce) throws ProblemException {
    BlockRef block = new BlockRef(1, Digest32.ZERO);
    AccountState used = new AccountState(nonce, Wei.ONE_ETHER, new AccountCode.None());
    stage.answer(Question.StateOf.class, (question, moment) -> Fact.known(used, block));
  }

  @Test
  void holdsAgainWhatALiarHadVoided() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("2"));
    assertThat(stage.release(stage.leaf(0, 0, 0))).isInstanceOf(ReleaseAnswer.Sent.class);
    stage
        .desk
        .home()
        .database()
        .update(
            sql -> sql.update("UPDATE leaf SET state = 'void'")); // as a lie about finality left it
    assertThat(stage.states(1)).containsOnly(LeafState.VOID);

    FollowReport report = stage.follow();

    assertThat(report.events()).extracting(LaneEvent::kind).contains(LaneEvent.Kind.TAKEN_BACK);
    assertThat(stage.states(1)).containsOnly(LeafState.HELD);
    assertThat(stage.state(stage.leaf(0, 0, 0))).isEqualTo(LeafState.EXPOSED);
    stage.finish();
    assertThat(stage.state(stage.leaf(0, 0, 0))).isEqualTo(LeafState.FINAL);
  }

  @Test
  void aLieAboutFinalityAloneIsTakenBackAtTheNextLook() throws ProblemException {
    stage.hold(Stage.pay("1"));
    lie(1);
    stage.follow();
    truth();
    stage.follow();
    assertThat(stage.states(0)).containsOnly(LeafState.HELD);
  }

  @Test
  void burnsByTheChainsNonceAndNotByItsOwnRecords() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("2"));
    stage.desk.home().database().update(sql -> sql.update("UPDATE leaf SET state = 'void'"));
    assertThat(stage.service.unburned(stage.lane, 0, 1)).isEqualTo(2);

    BurnReport report = stage.burn(0, 1);

    assertThat(report.sent()).isEqualTo(2);
    assertThat(report.left()).isEqualTo(2);
    stage.finish();
    assertThat(stage.burn(0, 1).left()).isZero();
    assertThat(stage.practice.balance(Stage.FRIEND)).isEqualTo(Wei.ZERO);
  }

  @Test
  void countsAsLeftWhatItCannotAskAbout() throws ProblemException {
    stage.hold(Stage.pay("1"));
    lieWholly(0);
    stage.faults.forEach(fault -> fault.down(true));
    assertThat(stage.service.unburned(stage.lane, 0, 0)).isEqualTo(1);
  }

  /** Endpoints that take nothing, and say why. */
  private void nobodyTakes() throws ProblemException {
    stage.on(
        new BentChain(stage.chain) {
          @Override
          public Broadcast sendRaw(Bytes signed) {
            return new Broadcast(
                Digest32.ZERO,
                List.of(new Broadcast.Rejected("one", SendRejection.UNCLEAR, "quota of the day")));
          }
        });
  }

  @Test
  void sendsTheSameLeafAgainWhileNobodyTookIt() throws ProblemException {
    stage.hold(Stage.pay("1"));
    nobodyTakes();
    HeldLeaf first = stage.service.choose(stage.lane, 0, 0);
    for (int tries = 0; tries < 4; tries++) {
      HeldLeaf chosen = stage.service.choose(stage.lane, 0, 0);
      assertThat(chosen.id()).isEqualTo(first.id());
      assertThat(stage.release(chosen))
          .isInstanceOfSatisfying(
              ReleaseAnswer.Sent.class,
              sent -> assertThat(sent.broadcast().reasons()).contains("quota of the day"));
    }
    assertThat(stage.states(0)).containsOnlyOnce(LeafState.EXPOSED);
    assertThat(stage.follow().events())
        .extracting(LaneWords::of)
        .anyMatch(words -> words.contains("nobody took it") && words.contains("quota of the day"));

    truth();
    assertThat(stage.release(stage.service.choose(stage.lane, 0, 0)))
        .isInstanceOf(ReleaseAnswer.Sent.class);
    stage.finish();
    assertThat(stage.state(first)).isEqualTo(LeafState.FINAL);
  }

  @Test
  void climbsNoTierBeforeTheOneBeforeWasTaken() throws ProblemException {
    stage.hold(Stage.pay("1"));
    nobodyTakes();
    stage.release(stage.leaf(0, 0, 0));
    assertThat(stage.release(stage.leaf(0, 0, 1)))
        .isInstanceOfSatisfying(
            ReleaseAnswer.Stopped.class,
            stopped ->
                assertThat(stopped.problem().code())
                    .isEqualTo(ReleaseProblem.RELEASE_TIER_BEFORE_OPEN));
    Wei cap = stage.desk.leaves().transaction(stage.leaf(0, 0, 0)).tx().fees().maxFeePerGas();
    truth();
    stage.practice.spikeBaseFee(cap.plus(Wei.of(1)));
    assertThat(stage.release(stage.leaf(0, 0, 1))).isInstanceOf(ReleaseAnswer.Sent.class);
  }

  @Test
  void sendsNothingWhileItIsNotKnownWhetherAPoolHasIt() throws ProblemException {
    stage.hold(Stage.pay("1"));
    nobodyTakes();
    stage.release(stage.leaf(0, 0, 0));
    stage.answer(
        Question.PresenceOf.class,
        (question, moment) -> Fact.<TxPresence>unknown("nobody answers"));
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> stage.service.choose(stage.lane, 0, 0));
    assertThat(thrown.problem().code()).isEqualTo(ReleaseProblem.RELEASE_FACT_UNKNOWN);
  }

  @Test
  void saysThatNoTierIsLeft() throws ProblemException {
    stage.hold(Stage.pay("1"));
    for (int tier = 0; tier < 3; tier++) {
      assertThat(stage.release(stage.leaf(0, 0, tier))).isInstanceOf(ReleaseAnswer.Sent.class);
    }
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> stage.service.choose(stage.lane, 0, 0));
    assertThat(thrown.problem().code()).isEqualTo(ReleaseProblem.RELEASE_NO_TIER_LEFT);
  }
}
