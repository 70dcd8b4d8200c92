package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Question;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.words.LaneWords;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Burning beside nonces that are used already, and with facts that are missing. */
class BurnerTest {
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

  @Test
  void burnsPastANonceThatWasUsedElsewhereAndSendsNothingForIt() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("2"), Stage.pay("3"));
    assertThat(stage.release(stage.leaf(0, 0, 0)))
        .isInstanceOf(ReleaseAnswer.Sent.class); // and it loses against something else
    stage.practice.setNonce(stage.vault.account(), 2);
    stage.practice.mine(1);

    BurnReport report = stage.burn(0, 2);
    assertThat(report.usedElsewhere()).containsExactlyInAnyOrder(0L, 1L);
    assertThat(report.sent()).isEqualTo(1);
    assertThat(report.left()).isEqualTo(3);
    assertThat(report.factMissing()).isFalse();
    assertThat(report.events())
        .extracting(event -> event.nonce() + " " + event.kind())
        .containsExactly("0 ALARM", "1 ALARM", "2 BURNED");
    assertThat(stage.states(1)).containsOnly(LeafState.HELD);
    assertThat(stage.slot(0))
        .filteredOn(HeldLeaf::releaseClass, ReleaseClass.CANCEL)
        .extracting(HeldLeaf::state)
        .containsOnly(LeafState.HELD);

    stage.finish();
    assertThat(stage.burn(0, 2).left()).isZero();
    assertThat(stage.states(0)).containsOnly(LeafState.VOID);
    assertThat(stage.states(1)).containsOnly(LeafState.VOID);
    assertThat(stage.practice.balance(Stage.FRIEND)).isEqualTo(Wei.ZERO);
  }

  @Test
  void doesNotCallItsOwnLeafUsedElsewhere() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("2"));
    assertThat(stage.release(stage.leaf(0, 0, 0))).isInstanceOf(ReleaseAnswer.Sent.class);
    stage.practice.mine(1);

    BurnReport report = stage.burn(0, 1);
    assertThat(report.usedElsewhere()).isEmpty();
    assertThat(report.events())
        .extracting(event -> event.nonce() + " " + event.kind())
        .containsExactly("0 WAITING", "1 BURNED");
    assertThat(LaneWords.of(report.events().getFirst())).contains("used by leaf");
  }

  @Test
  void burnsNothingOnUnknownOrDisputedFactsAndSaysSo() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("2"));
    stage.faults.get(0).down(true);
    stage.faults.get(1).nonceShift(1);
    BurnReport disputed = stage.burn(0, 1);
    assertThat(disputed.factMissing()).isTrue();
    assertThat(disputed.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.kind()).isEqualTo(LaneEvent.Kind.WAITING);
          assertThat(LaneWords.of(event)).contains("account's state").contains("disagree");
        });
    stage.faults.get(1).clear().down(true);
    BurnReport unknown = stage.burn(0, 1);
    assertThat(unknown.factMissing()).isTrue();
    assertThat(List.of(disputed, unknown))
        .allSatisfy(report -> {
          assertThat(report.sent()).isZero();
          assertThat(report.left()).isEqualTo(2);
          assertThat(report.usedElsewhere()).isEmpty();
        });
    assertThat(stage.practice.poolSize()).isZero();
    assertThat(stage.states(0)).containsOnly(LeafState.HELD);
  }

  @Test
  void saysUsedElsewhereOnlyWhenTheReceiptsAreKnown() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("2"));
    assertThat(stage.release(stage.leaf(0, 0, 0))).isInstanceOf(ReleaseAnswer.Sent.class);
    stage.practice.setNonce(stage.vault.account(), 1);
    stage.practice.mine(1);
    ChainView blind =
        new BentChain(
            stage.chain,
            Question.ReceiptOf.class,
            (asked, moment) -> Fact.unknown("two of three endpoints are down"));
    try (ReleaseService service =
        ReleaseService.open(
            stage.desk.home(),
            stage.desk.leaves(),
            new ReleaseService.Sources(blind, stage.beacon, Set.of(stage.vault.account())),
            Clock.systemUTC())) {
      BurnReport report = service.burn(stage.lane, 0, 0, Job.quiet());
      assertThat(report.usedElsewhere()).isEmpty();
      assertThat(report.factMissing()).isTrue();
      assertThat(report.events())
          .singleElement()
          .satisfies(event -> assertThat(LaneWords.of(event)).contains("by what is not known"));
    }
  }
}
