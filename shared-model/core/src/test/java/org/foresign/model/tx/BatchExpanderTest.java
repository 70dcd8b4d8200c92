package org.foresign.model.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.Samples;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.BatchProblem;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.Run;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.Gwei;
import org.foresign.model.operation.Call;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationDecoder;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.operation.OperationProblem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;

class BatchExpanderTest {
  @Test
  void leavesSignWhatWeb3jWouldSign() {
    Seeds.check(
        40,
        random -> {
          BatchRequest request = Samples.request(random, Samples.digest(3));
          for (UnsignedTx leaf : expand(request).leaves()) {
            Eip1559Tx tx = leaf.tx();
            RawTransaction raw =
                RawTransaction.createTransaction(
                    tx.chain().reference(),
                    java.math.BigInteger.valueOf(tx.nonce()),
                    java.math.BigInteger.valueOf(tx.gasLimit()),
                    tx.to().bytes().prefixedHex(),
                    tx.value().value(),
                    tx.data().prefixedHex(),
                    tx.fees().maxPriorityFeePerGas().value(),
                    tx.fees().maxFeePerGas().value());
            assertThat(leaf.signingDigest().toArray())
                .isEqualTo(Hash.sha3(TransactionEncoder.encode(raw)));
          }
        });
  }

  @Test
  void leavesComeInCanonicalOrderAndReadBackAsTheirOperation() {
    Seeds.check(
        60,
        random -> {
          BatchRequest request = Samples.request(random, Samples.digest(3));
          ExpandedBatch batch = expand(request);
          assertThat(batch.leaves()).hasSize(request.leafCount());
          assertThat(batch.leaves())
              .isSortedAccordingTo(
                  Comparator.comparing(UnsignedTx::slot)
                      .thenComparingInt(UnsignedTx::alternative)
                      .thenComparingInt(UnsignedTx::tier));
          for (int i = 0; i < batch.leaves().size(); i++) {
            UnsignedTx leaf = batch.leaves().get(i);
            assertThat(leaf.index()).isEqualTo(i);
            LaneId lane = leaf.slot().lane();
            Run run = runOf(request, leaf);
            Alternative alternative = run.alternatives().get(leaf.alternative());
            int offset = (int) (leaf.slot().nonce() - run.firstNonce());
            assertThat(leaf.operation()).isEqualTo(alternative.operations().get(offset));
            assertThat(leaf.tx().fees()).isEqualTo(alternative.tiers().get(leaf.tier()));
            assertThat(leaf.tx().gasLimit()).isEqualTo(alternative.gasLimit());
            assertThat(leaf.tx().nonce()).isEqualTo(leaf.slot().nonce());
            assertThat(leaf.releaseClass()).isEqualTo(alternative.releaseClass());
            Call call = new Call(leaf.tx().to(), leaf.tx().value(), leaf.tx().data());
            assertThat(OperationDecoder.decode(call, lane.chain(), lane.account()))
                .isEqualTo(leaf.operation());
          }
        });
  }

  @Test
  void batchDigestIsTheHashOfTheSpecifiedConcatenation() {
    Seeds.check(
        40,
        random -> {
          BatchRequest request = Samples.request(random, Samples.digest(3));
          assertThat(expand(request).batchDigest()).isEqualTo(byHand(request));
        });
  }

  @Test
  void anyChangeOfTheRequestChangesTheDigest() throws ProblemException {
    BatchRequest one = Samples.payments(3, 2, true);
    BatchRequest other = Samples.with(one, List.of());
    assertThat(expand(one).batchDigest()).isNotEqualTo(expand(other).batchDigest());
  }

  @Test
  void accountsMayShareATransaction() throws ProblemException {
    BatchRequest base = Samples.payments(1, 1, false);
    Run run = base.lanes().getFirst().runs().getFirst();
    List<Lane> lanes = new ArrayList<>();
    Samples.ACCOUNTS.stream()
        .sorted()
        .forEach(a -> lanes.add(new Lane(new LaneId(Samples.HOODI, a), 1, List.of(run))));
    ExpandedBatch batch = expand(withLanes(base, lanes));
    assertThat(batch.leaves().stream().map(UnsignedTx::signingDigest).distinct()).hasSize(1);
  }

  @Test
  void refusesTwoLeavesOfAnAccountThatAreTheSameTransaction() {
    // Two alternatives of other kinds that make the same bytes: a stake dressed as a top-up.
    byte[] infinity = new byte[96];
    infinity[0] = (byte) 0xc0;
    Operation dressed =
        new Operation.Stake(
            Samples.KEYS.getFirst(),
            WithdrawalCredentials.of(new byte[32]),
            Gwei.ofEther(1),
            BlsSignature.of(infinity));
    refuses(List.of(alternative(dressed, 5)), BatchProblem.REQUEST_LEAF_DIFFERS);
    Operation topUp = new Operation.TopUp(Samples.KEYS.getFirst(), Gwei.ofEther(1));
    refuses(
        List.of(alternative(topUp, 5), alternative(dressed, 5)), BatchProblem.REQUEST_LEAF_DIFFERS);
  }

  @Test
  void refusesStakingOnChainsWithoutPinnedFacts() {
    BatchRequest base = Samples.payments(1, 1, false);
    Operation topUp = new Operation.TopUp(Samples.KEYS.getFirst(), Gwei.ofEther(1));
    LaneId lane = new LaneId(Samples.OTHER, Samples.ACCOUNTS.getFirst());
    BatchRequest request =
        withLanes(
            base,
            List.of(new Lane(lane, 1, List.of(new Run(0, 1, List.of(alternative(topUp, 5)))))));
    assertThatThrownBy(() -> expand(request))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().code()).isEqualTo(OperationProblem.OPERATION_NOT_FOR_CHAIN));
  }

  @Test
  void refusesBytesOfAnotherRequest() {
    BatchRequest one = Samples.payments(3, 2, true);
    Bytes other = Samples.encode(Samples.payments(3, 2, false));
    assertThatIllegalArgumentException().isThrownBy(() -> BatchExpander.expand(one, other));
  }

  private static void refuses(List<Alternative> alternatives, BatchProblem code) {
    BatchRequest base = Samples.payments(1, 1, false);
    LaneId lane = base.lanes().getFirst().id();
    BatchRequest request =
        withLanes(base, List.of(new Lane(lane, 1, List.of(new Run(0, 1, alternatives)))));
    assertThatThrownBy(() -> expand(request))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  private static Alternative alternative(Operation operation, long gwei) {
    OperationKind kind = operation.kind();
    return new Alternative(
        kind,
        ReleaseClass.SPEND,
        500_000,
        Samples.tiers(1, gwei),
        Collections.nCopies(1, operation));
  }

  private static BatchRequest withLanes(BatchRequest base, List<Lane> lanes) {
    return new BatchRequest(
        base.batchId(),
        base.deskCard(),
        base.vaultInstance(),
        base.sequence(),
        base.lastResult(),
        base.policyHash(),
        base.plannedAt(),
        base.reviewBy(),
        List.of(),
        List.of(),
        lanes);
  }

  private static Run runOf(BatchRequest request, UnsignedTx leaf) {
    return request.lanes().stream()
        .filter(lane -> lane.id().equals(leaf.slot().lane()))
        .flatMap(lane -> lane.runs().stream())
        .filter(run -> leaf.slot().nonce() >= run.firstNonce())
        .filter(run -> leaf.slot().nonce() < run.endNonce())
        .findFirst()
        .orElseThrow();
  }

  private static ExpandedBatch expand(BatchRequest request) throws ProblemException {
    return BatchExpander.expand(request, Samples.encode(request));
  }

  /** From docs/spec/batch-request.md, "Batch digest", with the JDK and web3j alone. */
  static Digest32 byHand(BatchRequest request) throws IOException, NoSuchAlgorithmException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write("foresign/batch-digest/v1".getBytes(StandardCharsets.US_ASCII));
    out.write(0);
    byte[] encoded = Samples.encode(request).toArray();
    out.writeInt(encoded.length);
    out.write(encoded);
    for (Lane lane : request.lanes()) {
      for (Run run : lane.runs()) {
        for (int slot = 0; slot < run.count(); slot++) {
          for (Alternative alternative : run.alternatives()) {
            for (int tier = 0; tier < alternative.tiers().size(); tier++) {
              out.write(0);
              out.writeLong(lane.id().chain().reference());
              out.write(lane.id().account().toArray());
              out.write(signingDigest(lane.id(), run.firstNonce() + slot, alternative, slot, tier));
            }
          }
        }
      }
    }
    return Digest32.of(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
  }

  private static byte[] signingDigest(
      LaneId lane, long nonce, Alternative alternative, int slot, int tier) {
    Call call;
    try {
      call =
          org.foresign.model.operation.OperationEncoder.encode(
              alternative.operations().get(slot), lane.chain(), lane.account());
    } catch (ProblemException e) {
      throw new AssertionError(e);
    }
    return Hash.sha3(
        TransactionEncoder.encode(
            RawTransaction.createTransaction(
                lane.chain().reference(),
                java.math.BigInteger.valueOf(nonce),
                java.math.BigInteger.valueOf(alternative.gasLimit()),
                call.to().bytes().prefixedHex(),
                call.value().value(),
                call.data().prefixedHex(),
                alternative.tiers().get(tier).maxPriorityFeePerGas().value(),
                alternative.tiers().get(tier).maxFeePerGas().value())));
  }
}
