package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.foresign.command.Answer;
import org.foresign.desk.chain.AccountCode;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.desk.work.ChainNames;
import org.foresign.desk.work.EndpointLook;
import org.foresign.model.problem.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where the desk asks about a chain. */
final class EndpointsCommand {
  private EndpointsCommand() {}

  /** A command about the endpoints of one chain. */
  abstract static class OfChain extends HomeAction {
    @Option(names = "--chain", paramLabel = "CHAIN", required = true)
    private String chain;

    final EndpointLook look(DeskHome home) throws ProblemException {
      return new EndpointLook(home, tools(), ChainNames.parse(home, chain));
    }
  }

  /** Replaces the endpoints of a chain. */
  @Command(name = "set")
  static final class Set extends OfChain {
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
      look(home).replace(rpc, beacon, ownNode);
      return new Answer()
          .lines(EndpointWarnings.of(home))
          .line(rpc.size() + " JSON-RPC and " + beacon.size() + " Beacon API endpoints.")
          .fact("rpc", rpc.size())
          .fact("beacon", beacon.size())
          .fact("ownNode", ownNode);
    }
  }

  /** Asks every endpoint how it is. */
  @Command(name = "status")
  static final class Status extends OfChain {
    @Override
    Answer answer(DeskHome home) throws ProblemException {
      EndpointLook.Report report = look(home).ask();
      Answer answer = new Answer();
      List<Map<String, Object>> states = new ArrayList<>();
      for (EndpointLook.Seen seen : report.endpoints()) {
        switch (seen) {
          case EndpointLook.Seen.Asked asked -> states.add(said(asked, answer));
          case EndpointLook.Seen.Stranger other -> states.add(said(other, answer));
        }
      }
      if (report.ownNode()) {
        answer.line("You stated that you run these endpoints yourself.");
      }
      List<String> lacking = report.lacking().stream().map(Status::words).toList();
      return answer
          .lines(lacking)
          .fact("ownNode", report.ownNode())
          .fact("endpoints", states)
          .fact("missing", lacking)
          .exit(
              report.strangers()
                  ? DeskExitCode.PROBLEM
                  : lacking.isEmpty() ? DeskExitCode.DONE : DeskExitCode.UNKNOWN);
    }

    private static Map<String, Object> said(EndpointLook.Seen.Stranger other, Answer answer) {
      String words = other.problem().happened();
      answer.line("WARNING: " + words + " Its answers do not count.");
      return Map.of("endpoint", other.name(), "answering", false, "words", words);
    }

    private static Map<String, Object> said(EndpointLook.Seen.Asked asked, Answer answer) {
      boolean all = asked.answersAll();
      boolean none = asked.answersNothing();
      Fact<?> first = asked.facts().values().iterator().next();
      String words =
          all
              ? "answers all that plan, release and follow ask"
              : none ? first.words() : "answers, but not all";
      answer.line((none ? "down  " : all ? "up    " : "part  ") + asked.name() + "  " + words);
      List<Map<String, Object>> checks = new ArrayList<>();
      List<String> absent = new ArrayList<>();
      asked
          .facts()
          .forEach((what, fact) -> {
            checks.add(Map.of("what", what, "known", fact.isKnown(), "words", fact.words()));
            if (!fact.isKnown() && !none) {
              answer.line("      no " + what + ": " + fact.words());
            }
            if (fact.toOptional().filter(AccountCode.None.class::isInstance).isPresent()) {
              absent.add(what);
              answer.line(
                  "      WARNING: there is no "
                      + what
                      + " here: the node stands before that upgrade, or is not of this network");
            }
          });
      return Map.of(
          "endpoint", asked.name(),
          "answering", !none,
          "words", words,
          "checks", checks,
          "absent", absent);
    }

    private static String words(EndpointLook.Lacking lacking) {
      return "Fewer than "
          + lacking.needed()
          + " of "
          + lacking.endpoints()
          + " "
          + lacking.kind()
          + " endpoints answer; what needs it waits: "
          + (lacking.questions().isEmpty() ? "everything" : String.join(", ", lacking.questions()))
          + ".";
    }
  }
}
