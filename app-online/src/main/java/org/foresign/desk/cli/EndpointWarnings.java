package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.List;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.quorum.EndpointTrust;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.ProblemException;

/** What has to be said of a desk's endpoints, whatever a command is about. */
final class EndpointWarnings {
  private EndpointWarnings() {}

  /** A line for each chain with objections that its user has not answered. */
  static List<String> of(DeskHome home) throws ProblemException {
    Endpoints endpoints = new Endpoints(home);
    List<String> lines = new ArrayList<>();
    for (Chain chain : endpoints.chains()) {
      if (endpoints.ownNode(chain)) {
        continue;
      }
      List<String> objections = new ArrayList<>(execution(endpoints, chain).objections());
      objections.addAll(beacon(endpoints, chain).objections());
      if (!objections.isEmpty()) {
        lines.add(
            "WARNING: "
                + ChainNames.name(chain)
                + ": "
                + String.join("; ", objections)
                + (home.practice()
                    ? "; a practice desk goes on, a real one would not release"
                    : "; nothing is released, followed or burned there"));
      }
    }
    return lines;
  }

  static EndpointTrust execution(Endpoints endpoints, Chain chain) throws ProblemException {
    return of(endpoints, chain, Endpoints.Kind.EXECUTION, "JSON-RPC");
  }

  static EndpointTrust beacon(Endpoints endpoints, Chain chain) throws ProblemException {
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
