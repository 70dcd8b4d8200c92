package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.words.LaneWords;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Leaves that are asked about together, each of which stands for itself. */
class FollowTogetherTest {
  private static final int LEAVES = 6;
  private static final String RECEIPT = "eth_getTransactionReceipt";

  @TempDir private Path folder;
  private Stage stage;

  @BeforeEach
  void start() throws IOException, ProblemException {
    stage = Stage.open(folder.resolve("desk"));
    stage.hold(Collections.nCopies(LEAVES, Stage.pay("1")).toArray(Operation[]::new));
  }

  @AfterEach
  void stop() throws ProblemException {
    stage.close();
  }

  private void release(int first, int end) throws ProblemException {
    for (int nonce = first; nonce < end; nonce++) {
      assertThat(stage.release(leaf(nonce))).isInstanceOf(ReleaseAnswer.Sent.class);
    }
  }

  private HeldLeaf leaf(int nonce) throws ProblemException {
    return stage.leaf(nonce, 0, 0);
  }

  private List<LeafState> states() throws ProblemException {
    List<LeafState> states = new ArrayList<>();
    for (int nonce = 0; nonce < LEAVES; nonce++) {
      states.add(stage.state(leaf(nonce)));
    }
    return states;
  }

  private BlockRef block(int nonce) throws ProblemException {
    return stage.service.fate(leaf(nonce)).orElseThrow().includedAt().orElseThrow();
  }

  private static BiFunction<JsonNode, JsonNode, JsonNode> noReceiptOf(Digest32 transaction) {
    return (call, result) -> isReceipt(call, transaction) ? NullNode.getInstance() : result;
  }

  private static BiFunction<JsonNode, JsonNode, JsonNode> failed(Digest32 transaction) {
    return (call, result) ->
        isReceipt(call, transaction) ? ((ObjectNode) result).put("status", "0x0") : result;
  }

  private static boolean isReceipt(JsonNode call, Digest32 transaction) {
    return call.get("method").stringValue().equals(RECEIPT)
        && call.get("params").get(0).stringValue().equals(transaction.toString());
  }

  private void tellTheTruth() {
    stage.endpoints.forEach(endpoint -> endpoint.lie((call, result) -> result));
  }

  @Test
  void aDisputedLeafStopsNoOther() throws ProblemException {
    release(0, LEAVES);
    stage.practice.mine(1);
    Digest32 disputed = stage.service.fate(leaf(2)).orElseThrow().transactionHash().orElseThrow();
    stage.endpoints.get(0).lie(noReceiptOf(disputed));
    stage.endpoints.get(1).lie(failed(disputed));

    FollowReport report = stage.follow();

    assertThat(report.events())
        .filteredOn(event -> event.kind() == LaneEvent.Kind.WAITING)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.nonce()).isEqualTo(2);
          assertThat(LaneWords.of(event)).contains("receipt").contains("disagree");
        });
    assertThat(stage.state(leaf(2))).isEqualTo(LeafState.EXPOSED);
    assertThat(states()).filteredOn(LeafState.INCLUDED::equals).hasSize(LEAVES - 1);

    tellTheTruth(); // at the same block: what was not known is asked again
    assertThat(stage.follow().events())
        .extracting(event -> event.nonce() + " " + event.kind())
        .containsExactly("2 INCLUDED");
  }

  @Test
  void aDisputedLeafStopsNoOtherFromBeingFinal() throws ProblemException {
    release(0, LEAVES);
    stage.practice.mine(1);
    Digest32 disputed = stage.service.fate(leaf(2)).orElseThrow().transactionHash().orElseThrow();
    stage.endpoints.get(0).lie(noReceiptOf(disputed));
    stage.endpoints.get(1).lie(failed(disputed));
    stage.practice.mineUntilFinal();

    FollowReport report = stage.follow();

    assertThat(report.events())
        .filteredOn(event -> event.kind() == LaneEvent.Kind.WAITING)
        .isNotEmpty()
        .allMatch(event -> event.nonce() == 2);
    assertThat(states()).filteredOn(LeafState.FINAL::equals).hasSize(LEAVES - 1);
    assertThat(stage.states(2)).doesNotContain(LeafState.VOID, LeafState.FINAL);

    tellTheTruth(); // finality has not moved, and yet it is asked again
    stage.follow();
    assertThat(states()).containsOnly(LeafState.FINAL);
  }

  @Test
  void oneLiarChangesNothing() throws ProblemException {
    release(0, LEAVES);
    stage.practice.mine(1);
    stage
        .endpoints
        .get(1)
        .lie((call, result) ->
            call.get("method").stringValue().equals(RECEIPT) ? NullNode.getInstance() : result);
    FollowReport report = stage.follow();
    assertThat(report.hasFactsMissing()).isFalse();
    assertThat(states()).containsOnly(LeafState.INCLUDED);
    stage.practice.mineUntilFinal();
    assertThat(stage.follow().hasFactsMissing()).isFalse();
    assertThat(states()).containsOnly(LeafState.FINAL);
  }

  @Test
  void endpointsWithoutBatchesGiveTheSameWords() throws ProblemException {
    stage.endpoints.forEach(CountingEndpoint::withoutBatches);
    release(0, LEAVES);
    stage.practice.mine(1);
    FollowReport report = stage.follow();
    assertThat(report.events())
        .extracting(event -> event.nonce() + " " + event.kind())
        .containsExactly(
            "0 INCLUDED", "1 INCLUDED", "2 INCLUDED", "3 INCLUDED", "4 INCLUDED", "5 INCLUDED");
    stage.practice.reorganise(1, false);
    assertThat(stage.follow().events())
        .extracting(LaneEvent::kind)
        .contains(LaneEvent.Kind.REORGANISED)
        .doesNotContain(LaneEvent.Kind.FINAL);
    stage.follow();
    stage.finish();
    assertThat(states()).containsOnly(LeafState.FINAL);
  }

  @Test
  void aReorganisationIsNoticedHoweverManyQuietLooksWereBefore() throws ProblemException {
    release(0, 3);
    stage.practice.mine(1);
    stage.follow();
    release(3, LEAVES);
    stage.practice.mine(1);
    stage.follow();
    stage.practice.mine(2);
    assertThat(stage.follow().events()).isEmpty();
    assertThat(stage.follow().events()).isEmpty();
    BlockRef first = block(0);

    stage.practice.reorganise(3, false); // the block of the last three, and the two after it
    FollowReport report = stage.follow();

    assertThat(report.events())
        .filteredOn(event -> event.kind() == LaneEvent.Kind.REORGANISED)
        .extracting(LaneEvent::nonce)
        .containsExactly(3L, 4L, 5L);
    assertThat(states().subList(0, 3)).containsOnly(LeafState.INCLUDED);
    assertThat(states().subList(3, LEAVES)).containsOnly(LeafState.EXPOSED);
    assertThat(block(0)).isEqualTo(first);
    stage.follow();
    stage.finish();
    assertThat(states()).containsOnly(LeafState.FINAL);
  }

  @Test
  void aLeafThatComesBackInAnotherBlockIsRecordedThere() throws ProblemException {
    release(0, LEAVES);
    stage.practice.mine(1);
    stage.follow();
    BlockRef before = block(0);
    stage.practice.reorganise(1, true);
    stage.practice.mine(1);

    assertThat(stage.follow().events())
        .extracting(LaneEvent::kind)
        .containsOnly(LaneEvent.Kind.INCLUDED);
    assertThat(block(0)).isNotEqualTo(before);
  }

  @Test
  void endpointsThatAreBehindSayNothingAgainstABlockThatWasSeen() throws ProblemException {
    release(0, LEAVES);
    stage.practice.mine(1);
    stage.follow();
    stage.faults.forEach(fault -> fault.lag(1));

    FollowReport behind = stage.follow();

    assertThat(behind.events()).extracting(LaneEvent::kind).containsOnly(LaneEvent.Kind.WAITING);
    assertThat(behind.events())
        .allMatch(
            event -> LaneWords.of(event).contains("waited for the endpoints to reach the block"));
    assertThat(states()).containsOnly(LeafState.INCLUDED);
    stage.faults.forEach(fault -> fault.lag(0));
    assertThat(stage.follow().events()).isEmpty();
    assertThat(states()).containsOnly(LeafState.INCLUDED);
  }

  @Test
  void anOutageBetweenTwoLooksIsNoReorganisation() throws ProblemException {
    release(0, LEAVES);
    stage.practice.mine(1);
    stage.follow();
    stage.faults.forEach(fault -> fault.down(true));
    assertThat(stage.follow().hasFactsMissing()).isTrue();
    stage.faults.forEach(fault -> fault.down(false));
    stage.practice.mine(1);

    assertThat(stage.follow().events()).isEmpty();
    assertThat(states()).containsOnly(LeafState.INCLUDED);
  }
}
