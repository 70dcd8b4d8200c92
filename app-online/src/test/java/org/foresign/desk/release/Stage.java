package org.foresign.desk.release;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.beacon.QuorumBeacon;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.desk.chain.rpc.QuorumChain;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.plan.PlannedSlot;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.work.Job;
import org.foresign.practice.chain.EndpointFaults;
import org.foresign.practice.chain.PracticeChain;
import org.foresign.practice.chain.PracticeChainBuilder;

/** A paired desk, a vault and a practice chain behind three endpoints. */
final class Stage implements AutoCloseable {
  static final Network NETWORK = Networks.HOODI;
  static final Address FRIEND = Address.parse("0x1111111111111111111111111111111111111111");

  private static final Patience QUICK =
      new Patience(
          Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMillis(200), 8 << 20, null);

  final PracticeChain practice;
  final List<EndpointFaults> faults;
  final List<CountingEndpoint> endpoints = new ArrayList<>();
  final QuorumChain chain;
  final QuorumBeacon beacon;
  final TestVault vault = new TestVault(true);
  final TestDesk desk;
  final LaneId lane;
  ReleaseService service;

  private Stage(Path folder, UnaryOperator<PracticeChainBuilder> change, boolean alone)
      throws IOException, ProblemException {
    Address account = vault.account();
    practice =
        change
            .apply(
                PracticeChain.builder()
                    .network(NETWORK)
                    .fund(account, Wei.parseEther("1000"))
                    .token(Map.of(account, BigInteger.valueOf(5_000_000))))
            .build()
            .start();
    practice.mine(1);
    EndpointFaults second = new EndpointFaults();
    EndpointFaults third = new EndpointFaults();
    faults = List.of(practice.faults(), second, third);
    List<EndpointUrl> urls = new ArrayList<>();
    for (URI url :
        alone
            ? List.of(practice.url())
            : List.of(
                practice.url(), practice.openEndpoint(second), practice.openEndpoint(third))) {
      CountingEndpoint endpoint = new CountingEndpoint(url);
      endpoints.add(endpoint);
      urls.add(EndpointUrl.parse(endpoint.url().toString()));
    }
    Quorum quorum = Quorum.majority(urls.size());
    chain = QuorumChain.open(NETWORK.chain(), urls, quorum, QUICK, InstantSource.system());
    beacon = QuorumBeacon.open(NETWORK.genesisValidatorsRoot(), urls, quorum, QUICK);
    desk = TestDesk.create(folder);
    desk.pair(vault);
    lane = new LaneId(NETWORK.chain(), account);
    service = open(beacon, Checkpoint.NONE);
  }

  static Stage open(Path folder) throws IOException, ProblemException {
    return new Stage(folder, builder -> builder, false);
  }

  static Stage open(Path folder, UnaryOperator<PracticeChainBuilder> change)
      throws IOException, ProblemException {
    return new Stage(folder, change, false);
  }

  /**
   * With one endpoint, every request to which has ended when a question is answered: what it counts
   * is exact.
   */
  static Stage alone(Path folder, UnaryOperator<PracticeChainBuilder> change)
      throws IOException, ProblemException {
    return new Stage(folder, change, true);
  }

  ReleaseService open(BeaconView view, Checkpoint checkpoint) throws ProblemException {
    return open(chain, view, checkpoint);
  }

  ReleaseService open(ChainView execution, BeaconView view, Checkpoint checkpoint)
      throws ProblemException {
    return ReleaseService.open(
        desk.home(),
        desk.leaves(),
        new ReleaseService.Sources(execution, view, Set.of(vault.account())),
        Clock.systemUTC(),
        checkpoint);
  }

  /** Opens the service anew on a chain one of whose questions is answered otherwise. */
  void answer(Class<?> question, BiFunction<Question<?>, Moment, Fact<?>> answer)
      throws ProblemException {
    on(new BentChain(chain, question, answer));
  }

  /** Opens the service anew on another chain. */
  void on(ChainView other) throws ProblemException {
    service.close();
    service = open(other, beacon, Checkpoint.NONE);
  }

  /** Holds one slot for each operation. */
  ExpandedBatch hold(Operation... operations) throws ProblemException {
    List<PlannedSlot> slots = new ArrayList<>();
    for (Operation operation : operations) {
      slots.add(PlannedSlot.of(operation));
    }
    return holdSlots(slots);
  }

  ExpandedBatch holdSlots(List<PlannedSlot> slots) throws ProblemException {
    return desk.hold(vault, chain, beacon, slots);
  }

  static Operation pay(String ether) {
    return new Operation.NativeTransfer(FRIEND, Wei.parseEther(ether));
  }

  List<HeldLeaf> slot(long nonce) throws ProblemException {
    return desk.leaves().ofNonce(lane, nonce);
  }

  /** The leaf of this nonce, alternative and tier; the cancel is the last alternative. */
  HeldLeaf leaf(long nonce, int alternative, int tier) throws ProblemException {
    for (HeldLeaf leaf : slot(nonce)) {
      var tx = desk.leaves().transaction(leaf);
      if (tx.alternative() == alternative && tx.tier() == tier) {
        return leaf;
      }
    }
    throw new AssertionError("no leaf " + nonce + "/" + alternative + "/" + tier);
  }

  LeafState state(HeldLeaf leaf) throws ProblemException {
    return desk.leaves().leaf(leaf.id()).state();
  }

  /** States of a slot by place. */
  List<LeafState> states(long nonce) throws ProblemException {
    return slot(nonce).stream()
        .sorted(Comparator.comparing(HeldLeaf::index))
        .map(HeldLeaf::state)
        .toList();
  }

  ReleaseAnswer release(HeldLeaf leaf) throws ProblemException {
    return service.release(leaf.id());
  }

  FollowReport follow() throws ProblemException {
    return service.follow(lane);
  }

  BurnReport burn(long first, long last) throws ProblemException {
    return service.burn(lane, first, last, Job.quiet());
  }

  /** Blocks until everything is final, then a look. */
  FollowReport finish() throws ProblemException {
    practice.mine(1);
    practice.mineUntilFinal();
    return follow();
  }

  @Override
  public void close() throws ProblemException {
    service.close();
    desk.close();
    chain.close();
    beacon.close();
    endpoints.forEach(CountingEndpoint::close);
    practice.close();
  }
}
