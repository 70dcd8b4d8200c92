package org.foresign.desk.chain.beacon;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BeaconGenesis;
import org.foresign.desk.chain.BeaconSpec;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.EndpointState;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.FinalityCheckpoints;
import org.foresign.desk.chain.KeyStanding;
import org.foresign.desk.chain.PendingConsolidation;
import org.foresign.desk.chain.PendingDeposit;
import org.foresign.desk.chain.PendingPartialWithdrawal;
import org.foresign.desk.chain.Registration;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.HttpLink;
import org.foresign.desk.chain.http.HttpLinks;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.quorum.EndpointGroup;
import org.foresign.desk.chain.quorum.EndpointList;
import org.foresign.desk.chain.quorum.Observation;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.desk.chain.quorum.Vote;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;

/** A beacon chain seen through several Beacon API endpoints with a quorum. */
public final class QuorumBeacon implements BeaconView, AutoCloseable {
  private final Quorum quorum;
  private final HttpLinks links;
  private final EndpointGroup<BeaconEndpoint> group;

  private List<String> strangers = List.of();

  private QuorumBeacon(Quorum quorum, HttpLinks links, EndpointGroup<BeaconEndpoint> group) {
    this.quorum = quorum;
    this.links = links;
    this.group = group;
  }

  /**
   * Connects to the endpoints of one beacon chain. Endpoints that are down or serve another chain
   * are kept and count as soon as they answer for the right one.
   *
   * @param validatorsRoot genesis_validators_root, pinned per network
   * @throws ProblemException CHAIN_DIFFERS when those of another chain leave no quorum;
   *     ENDPOINT_REFUSED when one is listed twice or the quorum does not fit their number
   */
  public static QuorumBeacon open(
      Digest32 validatorsRoot, List<EndpointUrl> urls, Quorum quorum, Patience patience)
      throws ProblemException {
    EndpointList.check(urls, quorum);
    HttpLinks links = new HttpLinks(patience);
    List<BeaconEndpoint> endpoints = new ArrayList<>();
    List<String> names = EndpointList.names(urls);
    for (int i = 0; i < urls.size(); i++) {
      EndpointUrl url = urls.get(i);
      HttpLink link = links.to(url);
      endpoints.add(new BeaconEndpoint(names.get(i), url, link, validatorsRoot));
    }
    QuorumBeacon beacon = new QuorumBeacon(quorum, links, new EndpointGroup<>(endpoints, patience));
    try {
      beacon.checkGenesis(validatorsRoot);
    } catch (ProblemException e) {
      beacon.close();
      throw e;
    }
    return beacon;
  }

  private void checkGenesis(Digest32 validatorsRoot) throws ProblemException {
    List<String> others = new ArrayList<>();
    for (Vote<BeaconGenesis> vote :
        group.ask(BeaconEndpoint::genesis, v -> EndpointGroup.Wait.FOR_ALL)) {
      if (vote instanceof Vote.Answered<BeaconGenesis>(String name, BeaconGenesis genesis)
          && !genesis.validatorsRoot().equals(validatorsRoot)) {
        others.add(name + " serves the beacon chain " + genesis.validatorsRoot());
      }
    }
    EndpointList.requireQuorum(others, quorum, "expected the beacon chain " + validatorsRoot);
    strangers = List.copyOf(others);
  }

  /** Endpoints that served another chain when this was opened; their answers do not count. */
  public List<String> strangers() {
    return strangers;
  }

  @Override
  public Fact<BeaconGenesis> genesis() {
    return atFinalized(e -> e::genesis);
  }

  @Override
  public Fact<BeaconSpec> spec() {
    return atFinalized(e -> e::spec);
  }

  /** The justified checkpoint is of each endpoint's own head, so it is no matter of agreement. */
  @Override
  public Fact<FinalityCheckpoints> finality() {
    return atFinalized(
        e -> e::finality, new Quorum.Rule<>(FinalityCheckpoints::finalized, List::getFirst));
  }

  @Override
  public Fact<BlockRef> finalized() {
    return decide(
        e -> {
          e.prove();
          BeaconHeader header = e.finalizedHeader();
          BlockRef block = new BlockRef(header.slot(), header.root());
          return new Observation<>(block, block);
        },
        Quorum.Rule.equality());
  }

  @Override
  public Fact<Map<BlsPublicKey, Registration>> validators(Set<BlsPublicKey> keys) {
    List<BlsPublicKey> ordered = List.copyOf(new TreeSet<>(keys));
    return atFinalized(e -> () -> registrations(e, ordered));
  }

  private static Map<BlsPublicKey, Registration> registrations(
      BeaconEndpoint endpoint, Collection<BlsPublicKey> keys) throws ProblemException {
    Map<BlsPublicKey, Registration> found = new HashMap<>();
    keys.forEach(k -> found.put(k, new Registration.Absent()));
    endpoint.validators(List.copyOf(keys)).forEach(v -> found.put(v.key(), v));
    return Map.copyOf(found);
  }

  @Override
  public Fact<List<PendingDeposit>> pendingDeposits(Set<BlsPublicKey> keys) {
    Set<BlsPublicKey> wanted = Set.copyOf(keys);
    return atFinalized(e -> () -> e.pendingDeposits(wanted));
  }

  @Override
  public Fact<Map<BlsPublicKey, KeyStanding>> standings(Set<BlsPublicKey> keys) {
    Set<BlsPublicKey> wanted = Set.copyOf(keys);
    List<BlsPublicKey> ordered = List.copyOf(new TreeSet<>(keys));
    return atFinalized(e ->
        () -> {
          Map<BlsPublicKey, Registration> registry = registrations(e, ordered);
          Map<BlsPublicKey, List<PendingDeposit>> queued =
              e.pendingDeposits(wanted).stream()
                  .collect(Collectors.groupingBy(PendingDeposit::key));
          return registry.entrySet().stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      Map.Entry::getKey,
                      r ->
                          new KeyStanding(
                              r.getValue(), queued.getOrDefault(r.getKey(), List.of()))));
        });
  }

  @Override
  public Fact<List<PendingPartialWithdrawal>> pendingPartialWithdrawals(Set<Long> indices) {
    Set<Long> wanted = Set.copyOf(indices);
    return atFinalized(e -> () -> e.pendingPartialWithdrawals(wanted::contains));
  }

  @Override
  public Fact<List<PendingConsolidation>> pendingConsolidations(Set<Long> indices) {
    Set<Long> wanted = Set.copyOf(indices);
    return atFinalized(e -> () -> e.pendingConsolidations(wanted::contains));
  }

  /**
   * Reads at the finalized block that a quorum has reached. Endpoints at another one don't vote:
   * their answers are neither agreement nor contradiction.
   */
  private <T> Fact<T> atFinalized(Function<BeaconEndpoint, BeaconEndpoint.StateReader<T>> what) {
    return atFinalized(what, Quorum.Rule.equality());
  }

  private <T> Fact<T> atFinalized(
      Function<BeaconEndpoint, BeaconEndpoint.StateReader<T>> what, Quorum.Rule<T> rule) {
    return decide(e -> e.atFinalized(what.apply(e)), rule);
  }

  private <T> Fact<T> decide(
      EndpointGroup.Question<BeaconEndpoint, Observation<T>> question, Quorum.Rule<T> rule) {
    List<Vote<Observation<T>>> votes =
        group.ask(
            question,
            v ->
                quorum.isSettled(v, rule)
                    ? EndpointGroup.Wait.NO_LONGER
                    : EndpointGroup.Wait.FOR_ALL);
    return quorum.decide(atOneSlot(votes), rule);
  }

  private <T> List<Vote<Observation<T>>> atOneSlot(List<Vote<Observation<T>>> votes) {
    List<Long> slots = new ArrayList<>();
    for (Vote<Observation<T>> vote : votes) {
      if (vote instanceof Vote.Answered<Observation<T>>(String name, Observation<T> observation)) {
        slots.add(observation.block().number());
      }
    }
    if (slots.size() < quorum.needed()) {
      return votes;
    }
    slots.sort((a, b) -> Long.compare(b, a));
    long common = slots.get(quorum.needed() - 1);
    List<Vote<Observation<T>>> comparable = new ArrayList<>();
    for (Vote<Observation<T>> vote : votes) {
      comparable.add(
          vote instanceof Vote.Answered<Observation<T>>(String name, Observation<T> observation)
                  && observation.block().number() != common
              ? new Vote.Silent<>(
                  name, "is at finalized slot " + observation.block().number() + ", not " + common)
              : vote);
    }
    return comparable;
  }

  @Override
  public List<EndpointState> endpoints() {
    return group
        .ask(
            e -> {
              e.prove();
              return e.finalizedHeader();
            },
            v -> EndpointGroup.Wait.FOR_ALL)
        .stream()
        .map(vote ->
            switch (vote) {
              case Vote.Answered<BeaconHeader>(String name, BeaconHeader header) ->
                  new EndpointState(name, true, "finalized slot " + header.slot());
              case Vote.Silent<BeaconHeader>(String name, String why) ->
                  new EndpointState(name, false, why);
            })
        .toList();
  }

  @Override
  public void close() {
    group.close();
    links.close();
  }
}
