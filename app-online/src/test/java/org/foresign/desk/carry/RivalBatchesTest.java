package org.foresign.desk.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Set;
import org.foresign.carry.Parcel;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.plan.DeskLedger;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.settings.SettingsProblem;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.policy.Exposure;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches with one number: the vault signs at most one of them, and may have refused any. */
class RivalBatchesTest {
  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private TestDesk desk;
  private ExpandedBatch first;
  private LaneId lane;

  @BeforeEach
  void start() throws ProblemException {
    desk = TestDesk.create(folder.resolve("desk"));
    desk.pair(vault);
    first = desk.planPayments(vault, 5, 20);
    lane = first.request().lanes().getFirst().id();
    desk.export(first);
  }

  @AfterEach
  void stop() throws ProblemException {
    desk.close();
  }

  private PairedVault paired() throws ProblemException {
    return desk.home().pairings().vault(vault.instance());
  }

  private long nextFree() throws ProblemException {
    return desk.home().batches().nextFree(lane, paired());
  }

  private Exposure outstanding() throws ProblemException {
    return DeskLedger.of(desk.home().batches(), vault.instance(), paired().nextSequence())
        .outstanding(lane);
  }

  private PlannedBatch kept(ExpandedBatch batch) throws ProblemException {
    return desk.home().batches().byDigest(batch.batchDigest()).orElseThrow();
  }

  private PlannedBatch.State state(ExpandedBatch batch) throws ProblemException {
    return kept(batch).state();
  }

  @Test
  void anExportedBatchThatWasRefusedHoldsNoNonceAndNoExposure() throws ProblemException {
    assertThat(nextFree()).isZero();
    assertThat(outstanding()).isEqualTo(Exposure.NONE);
    assertThat(desk.home().batches().rivals(paired())).containsExactly(kept(first));
  }

  @Test
  void aSignedBatchHoldsItsNoncesAndItsExposure() throws ProblemException {
    desk.take(vault.result(first, desk.card()));

    assertThat(nextFree()).isEqualTo(25);
    assertThat(outstanding().amounts()).hasSize(1);
    assertThat(desk.home().batches().rivals(paired())).isEmpty();
  }

  @Test
  void aClosedBatchMovesTheDeskOnAndItsNoncesMayBeSigned() throws ProblemException {
    Parcel empty = vault.closed(first, desk.card());
    assertThat(desk.take(empty).signatures()).isZero();

    assertThat(state(first)).isEqualTo(PlannedBatch.State.CLOSED);
    assertThat(paired().nextSequence()).isEqualTo(2);
    assertThat(paired().lastResultDigest()).isPresent();
    assertThat(desk.leaves().all()).isEmpty();
    assertThat(nextFree()).isZero();
    assertThat(outstanding().amounts()).hasSize(1);
    assertThat(desk.home().batches().closed(paired())).containsExactly(kept(first));
    assertThat(desk.take(empty).fresh()).isFalse();
    ProblemException other =
        catchThrowableOfType(
            ProblemException.class, () -> desk.take(vault.result(first, desk.card())));
    assertThat(other.problem().code()).isEqualTo(ImportProblem.RESULT_OTHER_HELD);
    ExpandedBatch next = desk.planPayments(vault, 25, 2);
    desk.export(next);
    desk.take(vault.result(next, desk.card()));
    assertThat(state(next)).isEqualTo(PlannedBatch.State.IMPORTED);
  }

  @Test
  void whatIsFinalFreesTheOutstandingLimitAndNotTheLifetime() throws ProblemException {
    desk.take(vault.result(first, desk.card()));
    Exposure all = outstanding();
    Set<SlotId> settled = Set.of(new SlotId(lane, 5), new SlotId(lane, 6));
    DeskLedger ledger =
        DeskLedger.of(desk.home().batches(), vault.instance(), paired().nextSequence(), settled);
    assertThat(ledger.outstanding(lane).of(lane.nativeAsset()).value())
        .isEqualTo(
            all.of(lane.nativeAsset())
                .value()
                .multiply(BigInteger.valueOf(18))
                .divide(BigInteger.valueOf(20)));
    assertThat(ledger.lifetime(lane, 1)).isEqualTo(all);
    assertThat(ledger.signedBefore(new SlotId(lane, 5))).isPresent();
    assertThat(ledger.writtenOff(new SlotId(lane, 5))).isTrue();
    assertThat(ledger.writtenOff(new SlotId(lane, 7))).isFalse();
  }

  @Test
  void theResultOfOneGivesUpTheOthers() throws ProblemException {
    ExpandedBatch exported = desk.planPayments(vault, 5, 3);
    desk.export(exported);
    ExpandedBatch planned = desk.planPayments(vault, 5, 4);
    desk.take(vault.result(exported, desk.card()));

    assertThat(state(exported)).isEqualTo(PlannedBatch.State.IMPORTED);
    assertThat(state(first)).isEqualTo(PlannedBatch.State.DROPPED);
    assertThat(state(planned)).isEqualTo(PlannedBatch.State.DROPPED);
    assertThat(nextFree()).isEqualTo(8);
    ProblemException late =
        catchThrowableOfType(
            ProblemException.class, () -> desk.take(vault.result(first, desk.card())));
    assertThat(late.problem().code()).isEqualTo(ImportProblem.RESULT_OUT_OF_SEQUENCE);
    assertThat(desk.leaves().all()).hasSize(2 * 3);
    ProblemException gone =
        catchThrowableOfType(ProblemException.class, () -> desk.export(planned));
    assertThat(gone.problem().code()).isEqualTo(SettingsProblem.DESK_BATCH_STATE);
  }

  @Test
  void aDroppedBatchThatWasSignedAllTheSameIsTaken() throws ProblemException {
    Parcel result = vault.result(first, desk.card());
    desk.drop(first);
    assertThat(state(first)).isEqualTo(PlannedBatch.State.DROPPED);
    assertThat(nextFree()).isZero();

    desk.take(result);
    assertThat(state(first)).isEqualTo(PlannedBatch.State.IMPORTED);
    assertThat(nextFree()).isEqualTo(25);
  }

  @Test
  void droppingTheLowerOfTwoPlansLeavesNoGap() throws ProblemException {
    ExpandedBatch second = desk.planPayments(vault, 5, 7);
    desk.drop(first);
    assertThat(nextFree()).isZero();
    desk.drop(second);
    assertThat(nextFree()).isZero();
  }

  @Test
  void whatWasImportedIsNotDropped() throws ProblemException {
    desk.take(vault.result(first, desk.card()));
    ProblemException refused = catchThrowableOfType(ProblemException.class, () -> desk.drop(first));
    assertThat(refused.problem().code()).isEqualTo(SettingsProblem.DESK_BATCH_STATE);
    assertThat(nextFree()).isEqualTo(25);
  }
}
