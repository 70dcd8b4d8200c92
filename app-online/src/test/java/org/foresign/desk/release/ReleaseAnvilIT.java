package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.desk.chain.rpc.QuorumChain;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.plan.PlannedSlot;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.foresign.testkit.Anvil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole release against a real node from outside that mines when it is told to. */
@Tag("anvil")
class ReleaseAnvilIT {
  private static final Chain CHAIN = Chain.evm(31_337);

  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private final LaneId lane = new LaneId(CHAIN, vault.account());
  private final HttpClient client = HttpClient.newHttpClient();
  private Anvil anvil;
  private QuorumChain chain;
  private TestDesk desk;
  private ReleaseService service;

  @BeforeEach
  void start() throws ProblemException {
    anvil = Anvil.startOrSkip(CHAIN.reference(), "--no-mining");
    chain =
        QuorumChain.open(
            CHAIN,
            List.of(EndpointUrl.parse(anvil.url())),
            Quorum.majority(1),
            Patience.LOOPBACK,
            InstantSource.system());
    desk = TestDesk.create(folder.resolve("desk"));
    desk.pair(vault);
    desk.hold(
        vault,
        chain,
        BeaconView.none(),
        List.of(PlannedSlot.of(Stage.pay("1")), PlannedSlot.of(Stage.pay("2"))));
    service =
        ReleaseService.open(
            desk.home(),
            desk.leaves(),
            new ReleaseService.Sources(chain, BeaconView.none(), Set.of(vault.account())),
            Clock.systemUTC());
  }

  @AfterEach
  void stop() throws ProblemException {
    if (service != null) {
      service.close();
      desk.close();
      chain.close();
    }
    if (anvil != null) {
      anvil.close();
    }
    client.close();
  }

  private void control(String method, String parameters) throws IOException {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
            + method
            + "\",\"params\":"
            + parameters
            + "}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(anvil.url()))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      String said = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      assertThat(said).contains("\"result\"");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void mine(int blocks) throws IOException {
    control("anvil_mine", "[" + blocks + "]");
  }

  private HeldLeaf leaf(long nonce, int alternative, int tier) throws ProblemException {
    for (HeldLeaf leaf : desk.leaves().ofNonce(lane, nonce)) {
      var tx = desk.leaves().transaction(leaf);
      if (tx.alternative() == alternative && tx.tier() == tier) {
        return leaf;
      }
    }
    throw new AssertionError("no such leaf");
  }

  private Wei received() throws ProblemException {
    return chain.ask(Moment.LATEST, Question.balance(Stage.FRIEND)).orThrow();
  }

  private void assertSent(ReleaseAnswer answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            ReleaseAnswer.Sent.class, sent -> assertThat(sent.broadcast().isOut()).isTrue());
  }

  @Test
  void paysToFinality() throws IOException, ProblemException {
    assertSent(service.release(leaf(0, 0, 0).id()));
    assertSent(service.release(leaf(1, 0, 0).id()));
    mine(1);
    service.follow(lane);
    assertThat(leaf(0, 0, 0).state()).isEqualTo(LeafState.INCLUDED);
    mine(5);
    FollowReport last = service.follow(lane);
    assertThat(last.settled()).isTrue();
    assertThat(leaf(0, 0, 0).state()).isEqualTo(LeafState.FINAL);
    assertThat(leaf(1, 0, 0).state()).isEqualTo(LeafState.FINAL);
    assertThat(leaf(1, 1, 0).state()).isEqualTo(LeafState.VOID);
    assertThat(received()).isEqualTo(Wei.parseEther("3"));
  }

  @Test
  void raisesWhatTheBaseFeeHasOvertaken() throws IOException, ProblemException {
    assertSent(service.release(leaf(0, 0, 0).id()));
    Wei cap = desk.leaves().transaction(leaf(0, 0, 0)).tx().fees().maxFeePerGas();
    Wei spike = cap.plus(cap).minus(Wei.of(cap.value().longValueExact() / 5 * 3));
    control("anvil_setNextBlockBaseFeePerGas", "[\"0x" + spike.value().toString(16) + "\"]");
    mine(1);
    assertThat(service.follow(lane).events())
        .extracting(LaneEvent::kind)
        .contains(LaneEvent.Kind.RAISED);
    mine(6);
    service.follow(lane);
    assertThat(leaf(0, 0, 0).state()).isEqualTo(LeafState.VOID);
    assertThat(received()).isEqualTo(Wei.parseEther("1"));
  }

  @Test
  void burnsWhatIsOnItsWay() throws IOException, ProblemException {
    assertSent(service.release(leaf(0, 0, 2).id()));
    BurnReport report = service.burn(lane, 0, 1, Job.quiet());
    assertThat(report.sent()).isEqualTo(2);
    mine(6);
    service.follow(lane);
    assertThat(leaf(0, 1, 0).state()).isEqualTo(LeafState.FINAL);
    assertThat(received()).isEqualTo(Wei.ZERO);
  }

  @Test
  void noticesANonceUsedElsewhere() throws IOException, ProblemException {
    control("anvil_setNonce", "[\"" + vault.account() + "\",\"0x1\"]");
    mine(6);
    assertThat(service.release(leaf(0, 0, 0).id()))
        .isInstanceOfSatisfying(
            ReleaseAnswer.Stopped.class,
            stopped ->
                assertThat(stopped.problem().code()).isEqualTo(ReleaseProblem.RELEASE_NONCE_USED));
    assertThat(service.follow(lane).events())
        .extracting(LaneEvent::kind)
        .contains(LaneEvent.Kind.ALARM);
    assertThat(leaf(0, 0, 0).state()).isEqualTo(LeafState.VOID);
    assertSent(service.release(leaf(1, 0, 0).id()));
  }
}
