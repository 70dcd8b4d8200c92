package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The review date does not bind the chain, but it binds this desk. */
class ReviewDateTest {
  @TempDir private Path folder;
  private Stage stage;

  @BeforeEach
  void start() throws IOException, ProblemException {
    stage = Stage.open(folder.resolve("desk"));
    stage.hold(Stage.pay("1"), Stage.pay("2"));
  }

  @AfterEach
  void stop() throws ProblemException {
    stage.close();
  }

  @Test
  void letsNoPaymentOutAfterIt() throws ProblemException {
    aYearPasses();
    HeldLeaf leaf = stage.leaf(0, 0, 0);
    assertThat(stage.release(leaf))
        .isInstanceOfSatisfying(
            ReleaseAnswer.Stopped.class,
            stopped ->
                assertThat(stopped.problem().code())
                    .isEqualTo(ReleaseProblem.RELEASE_REVIEW_PASSED));
    assertThat(stage.state(leaf)).isEqualTo(LeafState.HELD);
    assertThat(stage.practice.poolSize()).isZero();
  }

  @Test
  void stillRaisesWhatWasDecidedBeforeAndBurnsTheRest() throws ProblemException {
    assertThat(stage.release(stage.leaf(0, 0, 0))).isInstanceOf(ReleaseAnswer.Sent.class);
    aYearPasses();
    assertThat(stage.release(stage.leaf(0, 0, 1))).isInstanceOf(ReleaseAnswer.Sent.class);
    assertThat(stage.burn(1, 1).sent()).isEqualTo(1);
  }

  private void aYearPasses() throws ProblemException {
    stage.service.close();
    stage.service =
        ReleaseService.open(
            stage.desk.home(),
            stage.desk.leaves(),
            new ReleaseService.Sources(stage.chain, stage.beacon, Set.of(stage.vault.account())),
            Clock.offset(Clock.systemUTC(), Duration.ofDays(366)),
            Checkpoint.NONE);
  }
}
