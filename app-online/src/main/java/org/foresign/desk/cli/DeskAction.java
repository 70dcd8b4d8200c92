package org.foresign.desk.cli;

import java.util.concurrent.Callable;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.plan.PlanProblem;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that says one {@link Answer}; a problem becomes an answer, too. */
abstract class DeskAction implements Callable<Integer> {
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  private final DeskTools tools;

  DeskAction(DeskTools tools) {
    this.tools = tools;
  }

  /** Does the work. */
  abstract Answer answer() throws ProblemException;

  final DeskTools tools() {
    return tools;
  }

  final boolean json() {
    return json;
  }

  final CommandSpec spec() {
    return spec;
  }

  @Override
  public final Integer call() {
    Answer answer;
    try {
      answer = answer();
    } catch (ProblemException e) {
      answer = Answer.of(e.problem(), exitCode(e.problem()));
      if (!json) {
        answer.print(spec.commandLine().getErr(), false);
        return answer.exitCode();
      }
    }
    answer.print(spec.commandLine().getOut(), json);
    return answer.exitCode();
  }

  private static int exitCode(Problem problem) {
    ProblemCode code = problem.code();
    return code == ChainProblem.FACT_UNKNOWN
            || code == ChainProblem.FACT_DISPUTED
            || code == PlanProblem.PLAN_CHAIN_UNKNOWN
        ? ExitCode.UNKNOWN
        : ExitCode.PROBLEM;
  }
}
