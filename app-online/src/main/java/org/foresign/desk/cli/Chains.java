package org.foresign.desk.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.EndpointUrl;
import org.foresign.desk.chain.Patience;
import org.foresign.desk.chain.Quorum;
import org.foresign.desk.chain.QuorumBeacon;
import org.foresign.desk.chain.QuorumChain;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Both layers of one chain, opened from this desk's endpoints. */
public final class Chains implements AutoCloseable {
  private final QuorumChain execution;
  private final @Nullable QuorumBeacon beacon;

  private Chains(QuorumChain execution, @Nullable QuorumBeacon beacon) {
    this.execution = execution;
    this.beacon = beacon;
  }

  public static Chains open(DeskHome home, Chain chain, Clock clock) throws ProblemException {
    Endpoints endpoints = new Endpoints(home);
    List<EndpointUrl> rpc = parse(endpoints.execution(chain));
    Patience patience = home.practice() ? Patience.LOOPBACK : Patience.NETWORK;
    QuorumChain execution =
        QuorumChain.open(chain, rpc, Quorum.majority(rpc.size()), patience, clock);
    List<EndpointUrl> urls = parse(endpoints.get(chain, Endpoints.Kind.BEACON));
    Optional<Network> network = Networks.byChain(chain);
    if (urls.isEmpty() || network.isEmpty()) {
      return new Chains(execution, null);
    }
    return new Chains(
        execution,
        QuorumBeacon.open(
            network.get().genesisValidatorsRoot(), urls, Quorum.majority(urls.size()), patience));
  }

  public ChainView execution() {
    return execution;
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
    execution.close();
    if (beacon != null) {
      beacon.close();
    }
  }
}
