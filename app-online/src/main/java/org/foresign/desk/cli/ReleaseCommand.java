package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.release.ReleaseAnswer;
import org.foresign.desk.release.ReleaseProblem;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets leaves out. */
@Command(
    name = "release",
    description = {
      "Releases leaves by their numbers, or the cheapest tier that will do of one alternative.",
      "Numbers go out in the order given; an alternative is named by --chain, "
          + "--account, --nonce and --alternative. Each leaf is checked against the chain "
          + "first; nothing leaves this desk on a fact that is unknown or disputed."
    },
    mixinStandardHelpOptions = true)
final class ReleaseCommand extends HomeAction {
  @Parameters(arity = "0..*", paramLabel = "LEAF", description = "Numbers from 'desk leaves'.")
  private List<Long> numbers = List.of();

  @Option(names = "--chain", description = "Chain of the nonce.")
  private @Nullable String chain;

  @Option(names = "--account", description = "Account of the nonce.")
  private @Nullable String account;

  @Option(names = "--nonce", description = "The nonce.")
  private @Nullable Long nonce;

  @Option(
      names = "--alternative",
      defaultValue = "1",
      description = "Which alternative of the nonce, from 1 (default 1).")
  private int alternative;

  ReleaseCommand(DeskTools tools) {
    super(tools);
  }

  @Override
  Answer answer(DeskHome home) throws ProblemException {
    Chain wanted = chain(home);
    List<ReleaseAnswer> answers = new ArrayList<>();
    List<Map<String, Object>> recovered;
    List<String> lines = new ArrayList<>();
    try (StopSignal stop = new StopSignal();
        ReleaseDesk desk = ReleaseDesk.open(home, tools(), wanted)) {
      desk.service().recovered().forEach(note -> lines.add("Since the last stop: " + note.words()));
      recovered = LanePage.recovered(desk.service().recovered());
      ProgressLines progress = new ProgressLines(spec().commandLine().getErr());
      for (long number : chosen(desk, wanted)) {
        if (stop.asked()) {
          throw Problem.of(ReleaseProblem.RELEASE_CANCELLED, "before leaf " + number).asException();
        }
        answers.add(desk.service().release(number));
        progress.report("released", answers.size(), numbers.size());
      }
    }
    answers.forEach(answer -> lines.addAll(LanePage.lines(answer)));
    Map<String, Object> facts = new LinkedHashMap<>();
    int code = exitCode(answers);
    facts.put("ok", code == ExitCode.DONE);
    facts.put("released", answers.stream().map(LanePage::facts).toList());
    facts.put("recovered", recovered);
    return new Answer(lines, facts, code);
  }

  private Chain chain(DeskHome home) throws ProblemException {
    if (chain != null) {
      return ChainNames.parse(home, chain);
    }
    if (numbers.isEmpty()) {
      throw Problem.of(CliProblem.LEAF_NOT_NAMED).asException();
    }
    try (LeafStore leaves = DeskServices.leaves(home, tools())) {
      return leaves.transaction(leaves.leaf(numbers.getFirst())).tx().chain();
    }
  }

  private List<Long> chosen(ReleaseDesk desk, Chain wanted) throws ProblemException {
    if (!numbers.isEmpty()) {
      return numbers;
    }
    if (account == null || nonce == null) {
      throw Problem.of(CliProblem.LEAF_NOT_NAMED).asException();
    }
    LaneId lane = new LaneId(wanted, Inputs.address(account));
    return List.of(desk.service().choose(lane, nonce, alternative - 1).id());
  }

  private static int exitCode(List<ReleaseAnswer> answers) {
    int code = ExitCode.DONE;
    for (ReleaseAnswer answer : answers) {
      if (answer instanceof ReleaseAnswer.Stopped stopped) {
        code = stopped.unknown() && code != ExitCode.PROBLEM ? ExitCode.UNKNOWN : ExitCode.PROBLEM;
      }
    }
    return code;
  }
}
