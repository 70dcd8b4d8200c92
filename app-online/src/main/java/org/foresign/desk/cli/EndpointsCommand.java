package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.command.Answer;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.desk.work.ChainNames;
import org.foresign.desk.work.OpenChains;
import org.foresign.desk.work.ReleaseDesk;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where the desk asks about a chain. */
final class EndpointsCommand {
  private EndpointsCommand() {}

  /** Replaces the endpoints of a chain. */
  @Command(name = "set")
  static final class Set extends HomeAction {
    @Option(names = "--chain", paramLabel = "CHAIN", required = true)
    private String chain;

    @Option(names = "--rpc", paramLabel = "URL", required = true)
    private List<String> rpc;

    @Option(names = "--beacon", paramLabel = "URL")
    private List<String> beacon = List.of();

    @Option(names = "--own-node")
    private boolean ownNode;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      if (Math.max(rpc.size(), beacon.size()) > Endpoints.MAX_ENDPOINTS) {
        throw wrong("at most " + Endpoints.MAX_ENDPOINTS + " endpoints of a kind");
      }
      for (String url : rpc) {
        EndpointUrl.parse(url);
      }
      for (String url : beacon) {
        EndpointUrl.parse(url);
      }
      Chain id = ChainNames.parse(home, chain);
      try (OpenChains chains = OpenChains.open(home, id, rpc, beacon, tools().clock())) {
        if (!chains.strangers().isEmpty()) {
          throw Problem.of(ChainProblem.CHAIN_DIFFERS, chains.strangers().toArray(String[]::new))
              .asException();
        }
      }
      Endpoints endpoints = new Endpoints(home);
      endpoints.set(id, Endpoints.Kind.EXECUTION, rpc);
      endpoints.set(id, Endpoints.Kind.BEACON, beacon);
      if (ownNode) {
        endpoints.stateOwnNode(id);
      }
      List<String> lines = new ArrayList<>(EndpointWarnings.of(home));
      lines.add(rpc.size() + " JSON-RPC and " + beacon.size() + " Beacon API endpoints.");
      return new Answer()
          .lines(lines)
          .facts(
              Map.of("ok", true, "rpc", rpc.size(), "beacon", beacon.size(), "ownNode", ownNode));
    }
  }

  /** Asks every endpoint how it is. */
  @Command(name = "status")
  static final class Status extends HomeAction {
    @Option(names = "--chain", paramLabel = "CHAIN", required = true)
    private String chain;

    private final List<String> lines = new ArrayList<>();
    private final List<Map<String, Object>> states = new ArrayList<>();
    private final List<String> shortOf = new ArrayList<>();

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      Chain id = ChainNames.parse(home, chain);
      Endpoints endpoints = new Endpoints(home);
      boolean strangers = false;
      List<String> rpc = endpoints.execution(id, ChainNames.name(home, id));
      List<String> beacon = endpoints.get(id, Endpoints.Kind.BEACON);
      Map<String, Integer> known = new LinkedHashMap<>();
      Map<String, Integer> seen = new LinkedHashMap<>();
      for (String url : rpc) {
        strangers |= look(home, id, List.of(url), List.of(), known);
      }
      for (String url : beacon) {
        strangers |= look(home, id, List.of(), List.of(url), seen);
      }
      missing(known, rpc.size(), "JSON-RPC");
      missing(seen, beacon.size(), "Beacon API");
      boolean own = endpoints.ownNode(id);
      if (own) {
        lines.add("You stated that you run these endpoints yourself.");
      }
      int code =
          strangers
              ? DeskExitCode.PROBLEM
              : shortOf.isEmpty() ? DeskExitCode.DONE : DeskExitCode.UNKNOWN;
      lines.addAll(shortOf);
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("ok", code == DeskExitCode.DONE);
      facts.put("ownNode", own);
      facts.put("endpoints", states);
      facts.put("missing", shortOf);
      return new Answer().lines(lines).facts(facts).exit(code);
    }

    /** One endpoint by itself; returns whether it serves another chain. */
    private boolean look(
        DeskHome home, Chain id, List<String> rpc, List<String> beacon, Map<String, Integer> known)
        throws ProblemException {
      String name =
          EndpointUrl.parse(rpc.isEmpty() ? beacon.getFirst() : rpc.getFirst()).toString();
      try (OpenChains one = OpenChains.single(home, id, rpc, beacon, tools().clock())) {
        Map<String, Fact<?>> facts =
            rpc.isEmpty()
                ? EndpointCheck.beacon(one.beacon())
                : EndpointCheck.execution(one.execution(), ReleaseDesk.anyAccount(home, tools()));
        add(name, facts);
        facts.forEach((what, fact) -> known.merge(what, fact.isKnown() ? 1 : 0, Integer::sum));
        return false;
      } catch (ProblemException e) {
        if (e.problem().code() != ChainProblem.CHAIN_DIFFERS) {
          throw e;
        }
        lines.add("WARNING: " + e.problem().happened() + " Its answers do not count.");
        states.add(Map.of("endpoint", name, "answering", false, "words", e.problem().happened()));
        return true;
      }
    }

    private void add(String name, Map<String, Fact<?>> facts) {
      List<Map<String, Object>> checks = new ArrayList<>();
      List<String> failing = new ArrayList<>();
      facts.forEach((what, fact) -> {
        checks.add(Map.of("what", what, "known", fact.isKnown(), "words", fact.words()));
        if (!fact.isKnown()) {
          failing.add("      no " + what + ": " + fact.words());
        }
      });
      boolean all = failing.isEmpty();
      boolean none = failing.size() == facts.size();
      Fact<?> first = facts.values().iterator().next();
      String words =
          all
              ? "answers all that plan, release and follow ask"
              : none ? first.words() : "answers, but not all";
      lines.add((none ? "down  " : all ? "up    " : "part  ") + name + "  " + words);
      if (!none) {
        lines.addAll(failing);
      }
      states.add(Map.of("endpoint", name, "answering", !none, "words", words, "checks", checks));
    }

    private void missing(Map<String, Integer> known, int endpoints, String kind) {
      int needed = endpoints == 0 ? 0 : Quorum.majority(endpoints).needed();
      List<String> lacking = new ArrayList<>();
      known.forEach((what, count) -> {
        if (count < needed) {
          lacking.add(what);
        }
      });
      if (!lacking.isEmpty() || (known.isEmpty() && endpoints > 0)) {
        shortOf.add(
            "Fewer than "
                + needed
                + " of "
                + endpoints
                + " "
                + kind
                + " endpoints answer; what needs it waits: "
                + (lacking.isEmpty() ? "everything" : String.join(", ", lacking))
                + ".");
      }
    }
  }
}
