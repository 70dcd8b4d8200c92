package org.foresign.desk.cli;

import java.time.Duration;
import java.util.List;
import org.foresign.command.CommandAction;
import org.foresign.command.ProgressLines;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.plan.PlanProblem;
import org.foresign.desk.release.ReleaseProblem;
import org.foresign.desk.work.DeskTools;
import org.foresign.desk.work.LoopControl;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Job;
import org.foresign.terminal.Passphrases;
import org.jspecify.annotations.Nullable;

/** A command of the desk. */
@SuppressWarnings("NullAway.Init") // the terminal is set while the commands are put together
abstract class DeskAction extends CommandAction {
  private DeskTerminal terminal;
  private @Nullable LoopControl control;

  final void use(DeskTerminal given) {
    terminal = given;
  }

  final DeskTools tools() {
    return terminal.tools();
  }

  final DeskTerminal terminal() {
    return terminal;
  }

  /** Where the passphrase of a command comes from; the terminal shows no keys until its end. */
  final Passphrases passphrases(DeskHomeOptions options) {
    Passphrases passphrases = options.passphrases(terminal.prompt());
    if (passphrases.asks()) {
      terminal.prompt().begin();
    }
    return passphrases;
  }

  /** What a long command waits by; from the first call on Ctrl-C stops it between two steps. */
  final LoopControl control() {
    if (control == null) {
      control = terminal.controls().get();
    }
    return control;
  }

  /** A long job: how far it is, beside the answer and for a person only; Ctrl-C stops it. */
  final <S extends Enum<S>> Job<S> job() {
    return job(control().token());
  }

  /** One that Ctrl-C ends with the process, for it changes nothing. */
  final <S extends Enum<S>> Job<S> readingJob() {
    return job(new CancelToken());
  }

  private <S extends Enum<S>> Job<S> job(CancelToken cancel) {
    return new Job<>(
        terminal.onTerminal()
            ? new ProgressLines<>(err(), Duration.ofSeconds(1))
            : (step, done, total) -> {},
        cancel);
  }

  /**
   * Long waits are told as they pass, one look or pass at its end.
   *
   * @param once whether the command is one look
   */
  final void say(List<String> lines, String line, boolean once) {
    if (once || json()) {
      lines.add(line);
      if (!once) {
        aside(line);
      }
    } else {
      say(out(), line);
    }
  }

  /** Something that happened during a long command, beside an answer that comes at its end. */
  final void aside(String line) {
    if (terminal.onTerminal()) {
      say(err(), line);
    }
  }

  @Override
  protected final void end() {
    if (control != null) {
      control.close(); // only now: who asked for a stop still reads what was done
    }
    terminal.prompt().end();
  }

  @Override
  protected final int exitCode(Problem problem) {
    return codeOf(problem);
  }

  /** Of a command that ends with this problem. */
  static int codeOf(Problem problem) {
    ProblemCode code = problem.code();
    return code == ChainProblem.FACT_UNKNOWN
            || code == ChainProblem.FACT_DISPUTED
            || code == PlanProblem.PLAN_CHAIN_UNKNOWN
            || code == ReleaseProblem.RELEASE_FACT_UNKNOWN
        ? DeskExitCode.UNKNOWN
        : DeskExitCode.PROBLEM;
  }
}
