package org.foresign.desk.work;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.beacon.QuorumBeacon;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.desk.chain.rpc.QuorumChain;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Both layers of one chain, opened from this desk's endpoints. */
public final class OpenChains implements AutoCloseable {
  private final @Nullable QuorumChain execution;
  private final @Nullable QuorumBeacon beacon;

  private OpenChains(@Nullable QuorumChain execution, @Nullable QuorumBeacon beacon) {
    this.execution = execution;
    this.beacon = beacon;
  }

  public static OpenChains open(DeskHome home, Chain chain, Clock clock) throws ProblemException {
    Endpoints endpoints = new Endpoints(home);
    List<String> beacon = endpoints.get(chain, Endpoints.Kind.BEACON);
    return open(
        home, chain, endpoints.execution(chain, ChainNames.name(home, chain)), beacon, clock);
  }

  /** The same with these endpoints, which need not be the desk's own yet. */
  public static OpenChains open(
      DeskHome home, Chain chain, List<String> execution, List<String> beacon, Clock clock)
      throws ProblemException {
    List<EndpointUrl> rpc = parse(execution);
    QuorumChain layer =
        QuorumChain.open(chain, rpc, Quorum.majority(rpc.size()), patience(home), clock);
    return open(home, chain, layer, beacon);
  }

  /** One endpoint of either kind by itself. */
  public static OpenChains single(
      DeskHome home, Chain chain, List<String> execution, List<String> beacon, Clock clock)
      throws ProblemException {
    return execution.isEmpty()
        ? open(home, chain, null, beacon)
        : open(home, chain, execution, List.of(), clock);
  }

  private static Patience patience(DeskHome home) throws ProblemException {
    return home.practice() ? Patience.LOOPBACK : Patience.NETWORK;
  }

  private static OpenChains open(
      DeskHome home, Chain chain, @Nullable QuorumChain layer, List<String> beacon)
      throws ProblemException {
    Patience patience = patience(home);
    List<EndpointUrl> urls = parse(beacon);
    Optional<Network> network = Networks.byChain(chain);
    if (urls.isEmpty() || network.isEmpty()) {
      return new OpenChains(layer, null);
    }
    boolean opened = false;
    try {
      QuorumBeacon consensus =
          QuorumBeacon.open(
              network.get().genesisValidatorsRoot(), urls, Quorum.majority(urls.size()), patience);
      opened = true;
      return new OpenChains(layer, consensus);
    } finally {
      if (!opened && layer != null) {
        layer.close();
      }
    }
  }

  /** Endpoints that served another chain when this was opened; their answers do not count. */
  public List<String> strangers() {
    List<String> strangers = new ArrayList<>();
    if (execution != null) {
      strangers.addAll(execution.strangers());
    }
    if (beacon != null) {
      strangers.addAll(beacon.strangers());
    }
    return strangers;
  }

  /** What a person has to hear about the endpoints, whatever else a command says. */
  public List<String> warnings() {
    return strangers().stream()
        .map(words -> "WARNING: " + words + "; its answers do not count, correct the endpoint list")
        .toList();
  }

  public ChainView execution() {
    return Objects.requireNonNull(execution);
  }

  public BeaconView beacon() {
    return beacon == null ? BeaconView.none() : beacon;
  }

  private static List<EndpointUrl> parse(List<String> urls) throws ProblemException {
    List<EndpointUrl> parsed = new ArrayList<>();
    for (String url : urls) {
      parsed.add(EndpointUrl.parse(url));
    }
    return parsed;
  }

  @Override
  public void close() {
    if (execution != null) {
      execution.close();
    }
    if (beacon != null) {
      beacon.close();
    }
  }
}
