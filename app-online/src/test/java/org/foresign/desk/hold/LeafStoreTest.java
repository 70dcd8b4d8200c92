package org.foresign.desk.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.store.StoreProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Held leaves, and what the store makes of rows that somebody has changed. */
class LeafStoreTest {
  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private TestDesk desk;

  @BeforeEach
  void start() throws ProblemException {
    desk = TestDesk.create(folder.resolve("desk"));
    desk.pair(vault);
    ExpandedBatch batch = desk.planPayments(vault, 5, 4);
    desk.export(batch);
    desk.take(vault.result(batch, desk.card()));
  }

  @AfterEach
  void stop() throws ProblemException {
    desk.close();
  }

  private void change(String statement, Object... values) throws ProblemException {
    desk.home().database().update(sql -> sql.update(statement, values));
  }

  private HeldLeaf first() throws ProblemException {
    return desk.leaves().all().getFirst();
  }

  private void assertDamaged(HeldLeaf leaf, Object code) {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> desk.leaves().signature(leaf));
    assertThat(refused).isNotNull();
    assertThat(refused.problem().code()).isEqualTo(code);
  }

  @Test
  void findsLeavesByLaneNonceAndState() throws ProblemException {
    LaneId lane = new LaneId(Networks.HOODI.chain(), vault.account());
    assertThat(desk.leaves().all()).hasSize(8).isEqualTo(ofLane(lane));
    assertThat(desk.leaves().ofNonce(lane, 6)).hasSize(2).allMatch(leaf -> leaf.nonce() == 6);
    assertThat(desk.leaves().heldBelow(lane, 7)).hasSize(4);
    assertThat(desk.leaves().underway(lane)).isEmpty();
    assertThat(desk.leaves().lanes().values()).containsExactly(lane);
    LaneId other = new LaneId(Networks.MAINNET.chain(), vault.account());
    assertThat(ofLane(other)).isEmpty();
  }

  @Test
  void keepsOpeningAfterARestart() throws ProblemException {
    desk.close();
    desk = TestDesk.open(folder.resolve("desk"));
    for (HeldLeaf leaf : desk.leaves().all()) {
      assertThat(desk.leaves().signature(leaf))
          .isEqualTo(vault.sign(desk.leaves().transaction(leaf)));
    }
  }

  @Test
  void namesALeafThatIsNotThere() {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> desk.leaves().leaf(4711));
    assertThat(refused.problem().code()).isEqualTo(HoldProblem.LEAF_UNKNOWN);
  }

  @Test
  void opensNoSignatureThatWasChanged() throws ProblemException {
    HeldLeaf leaf = first();
    Bytes sealed =
        desk.home()
            .database()
            .read(sql ->
                sql.one(
                        "SELECT sealed_signature FROM leaf WHERE id = ?",
                        row -> row.blob(1),
                        leaf.id())
                    .orElseThrow());
    for (int at : new int[] {0, 40, 64, sealed.size() - 1}) {
      byte[] changed = sealed.toArray();
      changed[at] ^= 1;
      change("UPDATE leaf SET sealed_signature = ? WHERE id = ?", changed, leaf.id());
      assertDamaged(leaf, HoldProblem.LEAF_DAMAGED);
    }
  }

  @Test
  void opensNoSignatureThatWasMovedToAnotherLeaf() throws ProblemException {
    HeldLeaf leaf = first();
    change(
        "UPDATE leaf SET sealed_signature = (SELECT sealed_signature FROM leaf WHERE id = ?)"
            + " WHERE id = ?",
        leaf.id() + 2,
        leaf.id());
    assertDamaged(leaf, HoldProblem.LEAF_DAMAGED);
  }

  @Test
  void opensNothingUnderAKeyOfAnotherClass() throws ProblemException {
    int spend = ReleaseClass.SPEND.code();
    String swap = "UPDATE held_key SET release_class = ? WHERE release_class = ?";
    change(swap, 9, spend);
    change(swap, spend, ReleaseClass.CANCEL.code());
    assertDamaged(first(), StoreProblem.STORE_SEAL_BROKEN);
  }

  @Test
  void saysThatAKeyIsNotHere() throws ProblemException {
    change("DELETE FROM held_key");
    assertDamaged(first(), HoldProblem.LEAF_KEY_MISSING);
  }

  @Test
  void movesALeafOnlyFromWhereItStands() throws ProblemException {
    HeldLeaf leaf = first();
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                desk.home()
                    .database()
                    .update(sql ->
                        LeafRows.move(sql, leaf.id(), LeafState.EXPOSED, LeafState.INCLUDED)));
    assertThat(refused.problem().code()).isEqualTo(StoreProblem.STORE_CONFLICT);
    assertThat(first().state()).isEqualTo(LeafState.HELD);
  }

  private List<HeldLeaf> ofLane(LaneId lane) throws ProblemException {
    return desk.leaves().between(lane, 0, Long.MAX_VALUE, EnumSet.allOf(LeafState.class));
  }
}
