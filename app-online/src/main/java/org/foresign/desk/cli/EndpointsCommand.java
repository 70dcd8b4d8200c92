package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.EndpointState;
import org.foresign.desk.chain.EndpointUrl;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the desk asks about a chain. */
final class EndpointsCommand {
  private EndpointsCommand() {}

  /** Replaces the endpoints of a chain. */
  @Command(
      name = "set",
      description = {
        "Replaces the endpoints of a chain. Name several: facts need a majority of them.",
        "One that answers for another chain is refused; one that does not answer is kept.",
        "Without --beacon the consensus effect of a transaction stays unknown."
      },
      mixinStandardHelpOptions = true)
  static final class Set extends HomeAction {
    @Option(names = "--chain", required = true, description = "Name or chain id.")
    private String chain;

    @Option(names = "--rpc", required = true, description = "JSON-RPC address; may be repeated.")
    private List<String> rpc;

    @Option(names = "--beacon", description = "Beacon API address; may be repeated.")
    private List<String> beacon = List.of();

    Set(DeskTools tools) {
      super(tools);
    }

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      if (Math.max(rpc.size(), beacon.size()) > Endpoints.MAX_ENDPOINTS) {
        throw new ParameterException(
            spec().commandLine(), "at most " + Endpoints.MAX_ENDPOINTS + " endpoints of a kind");
      }
      for (String url : rpc) {
        EndpointUrl.parse(url);
      }
      for (String url : beacon) {
        EndpointUrl.parse(url);
      }
      Chain id = ChainNames.parse(home, chain);
      try (Chains chains = Chains.open(home, id, rpc, beacon, tools().clock())) {
        if (!chains.strangers().isEmpty()) {
          throw Problem.of(ChainProblem.CHAIN_DIFFERS, chains.strangers().toArray(String[]::new))
              .asException();
        }
      }
      Endpoints endpoints = new Endpoints(home);
      endpoints.set(id, Endpoints.Kind.EXECUTION, rpc);
      endpoints.set(id, Endpoints.Kind.BEACON, beacon);
      return Answer.done(
          List.of(rpc.size() + " JSON-RPC and " + beacon.size() + " Beacon API endpoints."),
          Map.of("ok", true, "rpc", rpc.size(), "beacon", beacon.size()));
    }
  }

  /** Asks every endpoint how it is. */
  @Command(
      name = "status",
      description = "Asks every endpoint of a chain and says what each does.",
      mixinStandardHelpOptions = true)
  static final class Status extends HomeAction {
    @Option(names = "--chain", required = true, description = "Name or chain id.")
    private String chain;

    Status(DeskTools tools) {
      super(tools);
    }

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      List<String> lines = new ArrayList<>();
      List<Map<String, Object>> states = new ArrayList<>();
      int code;
      try (Chains chains = Chains.open(home, ChainNames.parse(home, chain), tools().clock())) {
        code = chains.strangers().isEmpty() ? ExitCode.DONE : ExitCode.PROBLEM;
        lines.addAll(chains.warnings());
        List<EndpointState> all = new ArrayList<>(chains.execution().endpoints());
        all.addAll(chains.beacon().endpoints());
        for (EndpointState state : all) {
          lines.add(
              (state.answering() ? "up    " : "down  ") + state.name() + "  " + state.words());
          states.add(
              Map.of(
                  "endpoint", state.name(),
                  "answering", state.answering(),
                  "words", state.words()));
        }
      }
      return new Answer(lines, Map.of("ok", code == ExitCode.DONE, "endpoints", states), code);
    }
  }
}
