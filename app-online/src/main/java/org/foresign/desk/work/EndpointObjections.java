package org.foresign.desk.work;

import java.util.ArrayList;
import java.util.List;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.quorum.EndpointTrust;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.ProblemException;

/** What speaks against a desk's endpoints, and nobody has answered for. */
public final class EndpointObjections {
  private EndpointObjections() {}

  /** One chain's objections. */
  public record OfChain(Chain chain, List<String> objections) {
    public OfChain {
      objections = List.copyOf(objections);
    }
  }

  /** Chains with objections that their user has not answered. */
  public static List<OfChain> of(DeskHome home) throws ProblemException {
    Endpoints endpoints = new Endpoints(home);
    List<OfChain> found = new ArrayList<>();
    for (Chain chain : endpoints.chains()) {
      if (endpoints.ownNode(chain)) {
        continue;
      }
      List<String> objections = new ArrayList<>(execution(endpoints, chain).objections());
      objections.addAll(beacon(endpoints, chain).objections());
      if (!objections.isEmpty()) {
        found.add(new OfChain(chain, objections));
      }
    }
    return found;
  }

  /** Of the JSON-RPC endpoints. */
  public static EndpointTrust execution(Endpoints endpoints, Chain chain) throws ProblemException {
    return of(endpoints, chain, Endpoints.Kind.EXECUTION, "JSON-RPC");
  }

  /** Of the Beacon API endpoints. */
  public static EndpointTrust beacon(Endpoints endpoints, Chain chain) throws ProblemException {
    return of(endpoints, chain, Endpoints.Kind.BEACON, "Beacon API");
  }

  private static EndpointTrust of(
      Endpoints endpoints, Chain chain, Endpoints.Kind kind, String name) throws ProblemException {
    List<EndpointUrl> urls = new ArrayList<>();
    for (String url : endpoints.get(chain, kind)) {
      urls.add(EndpointUrl.parse(url));
    }
    return EndpointTrust.of(name, urls);
  }
}
