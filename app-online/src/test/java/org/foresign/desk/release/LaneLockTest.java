package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.HoldProblem;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.plan.PlannedSlot;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.practice.chain.PracticeChain;
import org.foresign.store.StoreProblem;
import org.foresign.testkit.ChildJvm;
import org.foresign.testkit.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one home, of which somebody has removed the lock file. */
class LaneLockTest {
  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);

  @Test
  void aSecondProcessRefusesUntilTheFirstIsDead() throws ProblemException, IOException {
    try (PracticeChain practice =
        PracticeChain.builder()
            .network(Stage.NETWORK)
            .fund(vault.account(), Wei.parseEther("10"))
            .build()
            .start()) {
      practice.mine(16);
      CrashDesk desk = new CrashDesk(folder, practice.url().toString(), vault.account().toString());
      hold(desk);
      try (ChildJvm first = deciding(desk)) {
        assertThatThrownBy(() -> TestDesk.open(desk.home()).close())
            .isInstanceOfSatisfying(
                ProblemException.class,
                e -> assertThat(e.problem().code()).isEqualTo(StoreProblem.STORE_IN_USE));
        Files.delete(desk.home().resolve("foresign.lock"));
        desk.with(Checkpoint.NONE, open -> refuses(open, first.pid()));
        first.kill();
      }
      desk.with(
          Checkpoint.NONE,
          open -> {
            assertThat(open.service().recovered())
                .singleElement()
                .satisfies(note -> assertThat(note.exposed()).isFalse());
            assertThat(open.service().release(leaf(open).id()))
                .isInstanceOf(ReleaseAnswer.Sent.class);
            return open;
          });
    }
  }

  /** A process of its own that has decided on nonce 0 and sent nothing yet. */
  private static ChildJvm deciding(CrashDesk desk) {
    ChildJvm child =
        Processes.start(
            CrashChild.class,
            List.of(),
            desk.folder().toString(),
            desk.url(),
            desk.account(),
            CrashScene.Act.RELEASE.name(),
            "decide-kept",
            "1");
    child.awaitLine(CrashChild.ALL_STAND);
    return child;
  }

  private static CrashDesk.Open refuses(CrashDesk.Open open, long holder) throws ProblemException {
    assertThat(open.service().recovered()).isEmpty();
    for (long nonce : new long[] {0, 1}) {
      HeldLeaf leaf = open.desk().leaves().ofNonce(open.lane(), nonce).getFirst();
      assertThatThrownBy(() -> open.service().release(leaf.id()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().code()).isEqualTo(HoldProblem.LANE_TAKEN);
                assertThat(e.problem().details()).contains("process " + holder);
              });
    }
    assertThat(open.desk().leaves().all()).allMatch(leaf -> leaf.state() == LeafState.HELD);
    List<String> states =
        open.desk()
            .home()
            .database()
            .read(sql -> sql.query("SELECT state FROM decision", row -> row.text(1)));
    assertThat(states).containsExactly("decided");
    return open;
  }

  private static HeldLeaf leaf(CrashDesk.Open open) throws ProblemException {
    return open.desk().leaves().ofNonce(open.lane(), 0).getFirst();
  }

  private void hold(CrashDesk desk) throws ProblemException {
    desk.with(
        Checkpoint.NONE,
        open -> {
          open.desk().pair(vault);
          ExpandedBatch batch =
              open.desk()
                  .plan(
                      vault,
                      open.chain(),
                      BeaconView.none(),
                      List.of(PlannedSlot.of(Stage.pay("1")), PlannedSlot.of(Stage.pay("2"))));
          open.desk().export(batch);
          try {
            Files.write(desk.result(), vault.result(batch, open.desk().card()).bytes().toArray());
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          return desk.act(open, CrashScene.Act.IMPORT, Checkpoint.NONE);
        });
  }
}
