package org.foresign.desk.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Asks every endpoint of a chain by itself, and says what too few of them answer. */
public final class EndpointLook {
  private final DeskHome home;
  private final DeskTools tools;
  private final Chain chain;
  private final List<Seen> seen = new ArrayList<>();

  public EndpointLook(DeskHome home, DeskTools tools, Chain chain) {
    this.home = home;
    this.tools = tools;
    this.chain = chain;
  }

  /** How one endpoint is; its name holds no secret. */
  public sealed interface Seen {
    String name();

    /** What it answered to each question. */
    record Asked(String name, Map<String, Fact<?>> facts) implements Seen {
      public boolean answersAll() {
        return facts.values().stream().allMatch(Fact::isKnown);
      }

      public boolean answersNothing() {
        return facts.values().stream().noneMatch(Fact::isKnown);
      }
    }

    /** It serves another chain: its answers do not count. */
    record Stranger(String name, Problem problem) implements Seen {}
  }

  /**
   * What waits for answers.
   *
   * @param kind such as {@code JSON-RPC}
   * @param questions that too few answer; empty where nothing is answered at all
   */
  public record Lacking(String kind, int needed, int endpoints, List<String> questions) {
    public Lacking {
      questions = List.copyOf(questions);
    }
  }

  /** All of them. */
  public record Report(List<Seen> endpoints, List<Lacking> lacking, boolean ownNode) {
    public Report {
      endpoints = List.copyOf(endpoints);
      lacking = List.copyOf(lacking);
    }

    public boolean strangers() {
      return endpoints.stream().anyMatch(Seen.Stranger.class::isInstance);
    }
  }

  /**
   * Replaces the endpoints of a chain, once each was asked which chain it serves.
   *
   * @param ownNode whether the user states that they are run by itself
   * @throws ProblemException if an address can't be one or an endpoint serves another chain; then
   *     the old ones stay
   */
  public void replace(List<String> rpc, List<String> beacon, boolean ownNode)
      throws ProblemException {
    for (String url : rpc) {
      EndpointUrl.parse(url);
    }
    for (String url : beacon) {
      EndpointUrl.parse(url);
    }
    try (OpenChains chains = OpenChains.open(home, chain, rpc, beacon, tools.clock())) {
      if (!chains.strangers().isEmpty()) {
        throw Problem.of(ChainProblem.CHAIN_DIFFERS, chains.strangers().toArray(String[]::new))
            .asException();
      }
    }
    Endpoints endpoints = new Endpoints(home);
    endpoints.set(chain, Endpoints.Kind.EXECUTION, rpc);
    endpoints.set(chain, Endpoints.Kind.BEACON, beacon);
    if (ownNode) {
      endpoints.stateOwnNode(chain);
    }
  }

  /** Asks all of them. */
  public Report ask() throws ProblemException {
    Endpoints endpoints = new Endpoints(home);
    List<String> rpc = endpoints.execution(chain, ChainNames.name(home, chain));
    List<String> beacon = endpoints.get(chain, Endpoints.Kind.BEACON);
    List<Lacking> lacking = new ArrayList<>();
    Map<String, Integer> known = new LinkedHashMap<>();
    for (String url : rpc) {
      look(url, List.of(url), List.of(), known);
    }
    addLacking(lacking, known, rpc.size(), "JSON-RPC");
    known.clear();
    for (String url : beacon) {
      look(url, List.of(), List.of(url), known);
    }
    addLacking(lacking, known, beacon.size(), "Beacon API");
    return new Report(seen, lacking, endpoints.ownNode(chain));
  }

  private void look(String url, List<String> rpc, List<String> beacon, Map<String, Integer> known)
      throws ProblemException {
    String name = EndpointUrl.parse(url).toString();
    try (OpenChains one = OpenChains.single(home, chain, rpc, beacon, tools.clock())) {
      Map<String, Fact<?>> facts =
          rpc.isEmpty()
              ? EndpointQuestions.beacon(one.beacon())
              : EndpointQuestions.execution(one.execution(), ReleaseDesk.anyAccount(home, tools));
      seen.add(new Seen.Asked(name, facts));
      facts.forEach((what, fact) -> known.merge(what, fact.isKnown() ? 1 : 0, Integer::sum));
    } catch (ProblemException e) {
      if (e.problem().code() != ChainProblem.CHAIN_DIFFERS) {
        throw e;
      }
      seen.add(new Seen.Stranger(name, e.problem()));
    }
  }

  private static void addLacking(
      List<Lacking> lacking, Map<String, Integer> known, int endpoints, String kind) {
    int needed = endpoints == 0 ? 0 : Quorum.majority(endpoints).needed();
    List<String> questions = new ArrayList<>();
    known.forEach((what, count) -> {
      if (count < needed) {
        questions.add(what);
      }
    });
    if (!questions.isEmpty() || (known.isEmpty() && endpoints > 0)) {
      lacking.add(new Lacking(kind, needed, endpoints, questions));
    }
  }
}
