package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.desk.hold.Effect;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.words.LaneWords;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.model.work.CancelToken;
import org.foresign.practice.chain.PracticeDeposits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an endpoint is asked. The bounds are counted from the exchanges that
 * docs/adr/0027-a-look-asks-what-may-have-changed.md names, not measured.
 */
class FollowCostTest {
  /** Calls that go into one request at most. */
  private static final int BATCH = 100;

  /** Where the chain is: chain id, newest and finalized block. */
  private static final int WHERE = 3;

  /** The header before and after what is asked at a block. */
  private static final int HEADERS = 2;

  /** Nonce, balance and code of an account, and the base fee. */
  private static final int ACCOUNT = 4;

  private static final String RECEIPT = "eth_getTransactionReceipt";

  @TempDir private Path folder;
  private Stage stage;
  private CountingEndpoint endpoint;

  @BeforeEach
  void start() throws IOException, ProblemException {
    stage = Stage.alone(folder.resolve("desk"), builder -> builder);
    endpoint = stage.endpoints.getFirst();
  }

  @AfterEach
  void stop() throws ProblemException {
    stage.close();
  }

  /** Releases the cheapest leaf of this many nonces; all but the last sixteen are in a block. */
  private void release(int count) throws ProblemException {
    stage.hold(Collections.nCopies(count, Stage.pay("0.1")).toArray(Operation[]::new));
    for (int nonce = 0; nonce < count; nonce++) {
      if (nonce > 0 && nonce % Preflight.MAX_IN_FLIGHT == 0) {
        stage.practice.mine(1);
      }
      assertThat(stage.release(stage.leaf(nonce, 0, 0))).isInstanceOf(ReleaseAnswer.Sent.class);
    }
  }

  private static int requestsFor(int calls) {
    return (calls + BATCH - 1) / BATCH;
  }

  /** Looks, and holds what was asked against what may be. */
  private void look(String when, int requests, int calls) throws ProblemException {
    endpoint.taken();
    stage.follow();
    CountingEndpoint.Count count = endpoint.taken();
    assertThat(count.requests()).as("requests, %s", when).isLessThanOrEqualTo(requests);
    assertThat(count.calls()).as("calls, %s", when).isLessThanOrEqualTo(calls);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100})
  void asksOfAllLeavesTogetherAndOnlyWhatMayHaveChanged(int leaves) throws ProblemException {
    release(leaves);
    stage.practice.mine(1);
    int together = leaves + HEADERS;

    look(
        "first", 3 + requestsFor(together), WHERE + (ACCOUNT + HEADERS) + (1 + HEADERS) + together);
    assertThat(stage.state(stage.leaf(leaves - 1, 0, 0))).isEqualTo(LeafState.INCLUDED);
    look("nothing new", 1, WHERE);
    stage.practice.mine(1);
    // One more call: the header of what was the newest block.
    look("a new block", 2, WHERE + (ACCOUNT + 1 + HEADERS));
    stage.practice.mineUntilFinal();
    look(
        "finality has moved",
        3 + requestsFor(together),
        WHERE + (ACCOUNT + 1 + HEADERS) + (1 + HEADERS) + together);
    assertThat(stage.state(stage.leaf(leaves - 1, 0, 0))).isEqualTo(LeafState.FINAL);
    look("all is final", 1, WHERE);
  }

  @Test
  void asksForThePoolsTogetherAsLongAsLeavesWaitInThem() throws ProblemException {
    release(10);
    stage.follow();
    look("ten wait", 2, WHERE + HEADERS + 10);
    stage.practice.mine(1);
    stage.follow();
    look("none waits", 1, WHERE);
  }

  @Test
  void asksAgainAboutWhatAFinalBlockLeavesOpenOnlyWhenFinalityHasMoved() throws ProblemException {
    release(1);
    stage.practice.setNonce(stage.vault.account(), 1); // by another transaction
    stage
        .desk
        .home()
        .database()
        .update(sql -> sql.update("UPDATE sending SET sent_at = 1000000000")); // receipts are gone
    FollowReport first = stage.finish();
    assertThat(first.settled()).isFalse();
    assertThat(waiting(first)).isNotEmpty();

    look("nothing new", 1, WHERE);
    assertThat(waiting(stage.follow())).isEqualTo(waiting(first)); // and says so all the same
    stage.practice.holdFinality(true);
    stage.practice.mine(1);
    // Of the nonce that none of ours was found for, the newest block is asked again.
    look("a new block", 3, WHERE + (ACCOUNT + 1 + HEADERS) + (1 + HEADERS));
    stage.practice.holdFinality(false);
    stage.practice.mineUntilFinal();
    endpoint.taken();
    stage.follow();
    assertThat(Collections.frequency(endpoint.methods(), RECEIPT)).isGreaterThan(1);
  }

  private static List<String> waiting(FollowReport report) {
    return report.events().stream()
        .filter(event -> event.kind() == LaneEvent.Kind.WAITING)
        .map(LaneWords::of)
        .sorted()
        .toList();
  }

  @Test
  void asksOnceForAllLanesOfAChain() throws ProblemException {
    release(1);
    stage.practice.mine(1);
    List<LaneId> lanes = new ArrayList<>(List.of(stage.lane));
    for (int i = 1; i < 10; i++) {
      byte[] account = new byte[20];
      account[19] = (byte) i;
      lanes.add(new LaneId(stage.lane.chain(), new Address(Bytes.of(account))));
    }
    endpoint.taken();

    ChainLook look = stage.service.look(lanes);
    List<FollowReport> reports = new ArrayList<>();
    for (LaneId lane : lanes) {
      reports.add(stage.service.follow(lane, look, true, new CancelToken()));
    }

    assertThat(reports.getFirst().events())
        .extracting(LaneEvent::kind)
        .containsExactly(LaneEvent.Kind.INCLUDED);
    CountingEndpoint.Count count = endpoint.taken();
    assertThat(count.requests()).isLessThanOrEqualTo(4); // where, newest, finalized, one receipt
    assertThat(count.calls())
        .isLessThanOrEqualTo(WHERE + (10 * 3 + 1 + HEADERS) + (10 + HEADERS) + (1 + HEADERS));
  }

  @Test
  void aReleaseAsksForEachFactOnce() throws ProblemException {
    stage.hold(Stage.pay("1"), Stage.pay("2"));
    assertThat(stage.release(stage.leaf(0, 0, 0))).isInstanceOf(ReleaseAnswer.Sent.class);
    endpoint.taken();

    assertThat(stage.release(stage.leaf(1, 0, 0))).isInstanceOf(ReleaseAnswer.Sent.class);

    // Where, the account, the pool, the simulation, the recipient, and the sending itself.
    assertThat(endpoint.methods()).filteredOn("eth_sendRawTransaction"::equals).hasSize(1);
    assertThat(endpoint.methods()).filteredOn("eth_chainId"::equals).hasSize(1);
    assertThat(endpoint.taken().requests()).isLessThanOrEqualTo(6);
  }

  @Test
  void asksTheConsensusLayerAgainOnlyWhenItsFinalityHasMoved()
      throws IOException, ProblemException {
    WithdrawalCredentials ours = WithdrawalCredentials.compounding(stage.vault.account());
    DepositData big = new PracticeDeposits(Stage.NETWORK).atGenesis(100, ours, Gwei.ofEther(100));
    try (Stage staking =
        Stage.alone(folder.resolve("staking"), builder -> builder.validators(List.of(big)))) {
      CountingEndpoint beacon = staking.endpoints.getFirst();
      staking.practice.mine(16);
      staking.hold(new Operation.TopUp(big.publicKey(), Gwei.ofEther(5)));
      assertThat(staking.release(staking.leaf(0, 0, 0))).isInstanceOf(ReleaseAnswer.Sent.class);
      assertThat(staking.finish().effectsOpen()).isEqualTo(1);
      staking.practice.holdFinality(true);
      staking.follow();

      for (int blocks = 0; blocks < 2; blocks++) {
        beacon.taken();
        FollowReport quiet = staking.follow();
        assertThat(quiet.effectsOpen()).isEqualTo(1);
        assertThat(quiet.hasFactsMissing()).isFalse();
        assertThat(beacon.taken().beacon()).isLessThanOrEqualTo(1); // the finalized header
        staking.practice.mine(1);
      }
      staking.practice.holdFinality(false);
      int looks = 0;
      while (staking.follow().effectsOpen() > 0) {
        assertThat(looks++).isLessThan(12);
        staking.practice.mine(4);
      }
      assertThat(staking.service.fate(staking.leaf(0, 0, 0)).orElseThrow().effect())
          .isEqualTo(Effect.THERE);
    }
  }
}
