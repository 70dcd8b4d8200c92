package org.foresign.vault.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.Run;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.ApprovedBatch;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.Verdict;
import org.foresign.model.tx.ExpandedBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A signer gets only what stands as claimed. */
class LedgerClaimedTest {
  private static final Digest32 OTHER = Digest32.of(filled(32, 2));
  private static final ExpandedBatch BATCH =
      new ExpandedBatch(request(), Bytes.EMPTY, List.of(), Digest32.of(filled(32, 1)));
  private static final ApprovedBatch APPROVED =
      new ApprovedBatch(
          new Review(
              BATCH, List.of(), new Verdict.Clean(), new TreeMap<>(), new TreeMap<>(), Set.of()),
          Set.of());

  @Test
  void anOpenClaimOfTheBatchIsSigned() {
    Ledger.Entry claim = claim(BatchState.CLAIMED, BATCH.batchDigest());
    assertThat(Ledger.claimed(claim, APPROVED).leaves()).isEqualTo(BATCH.leaves());
  }

  @ParameterizedTest
  @EnumSource(value = BatchState.class, names = "CLAIMED", mode = EnumSource.Mode.EXCLUDE)
  void whatIsSignedOrClosedIsNotSignedAgain(BatchState state) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ledger.claimed(claim(state, BATCH.batchDigest()), APPROVED));
  }

  @Test
  void theClaimOfAnotherBatchIsNotEnough() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ledger.claimed(claim(BatchState.CLAIMED, OTHER), APPROVED));
  }

  private static Ledger.Entry claim(BatchState state, Digest32 digest) {
    return new Ledger.Entry(
        1,
        digest,
        BATCH.request().batchId(),
        Digest32.ZERO,
        1,
        1,
        1,
        0,
        0,
        0,
        Digest32.ZERO,
        state,
        Optional.empty(),
        OptionalLong.empty(),
        false);
  }

  private static BatchRequest request() {
    Alternative cancel =
        new Alternative(
            OperationKind.CANCEL,
            ReleaseClass.CANCEL,
            21_000,
            List.of(new FeeCaps(Wei.ofGwei(20), Wei.ofGwei(1))),
            List.of(new Operation.Cancel()));
    LaneId lane = new LaneId(Networks.PRACTICE.chain(), Address.ZERO);
    return new BatchRequest(
        Bytes.of(filled(16, 1)),
        Digest32.ZERO,
        Bytes.of(filled(16, 2)),
        1,
        null,
        Digest32.ZERO,
        0,
        0,
        List.of(),
        List.of(),
        List.of(new Lane(lane, 1, List.of(new Run(0, 1, List.of(cancel))))));
  }

  private static byte[] filled(int size, int with) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }
}
