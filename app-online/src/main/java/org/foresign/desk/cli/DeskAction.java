package org.foresign.desk.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.foresign.command.ProgressLines;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.plan.PlanProblem;
import org.foresign.desk.release.ReleaseProblem;
import org.foresign.desk.work.DeskTools;
import org.foresign.desk.work.LoopControl;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.ShownText;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Job;
import org.foresign.store.Pages;
import org.foresign.terminal.Passphrases;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that says one {@link Answer}; a problem becomes an answer, too. */
abstract class DeskAction implements Callable<Integer> {
  @Option(names = "--json")
  private boolean json;

  @Spec private CommandSpec spec;

  private final DeskTerminal terminal;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable LoopControl control;

  DeskAction(DeskTerminal terminal) {
    this.terminal = terminal;
  }

  /** Does the work. */
  abstract Answer answer() throws ProblemException;

  final DeskTools tools() {
    return terminal.tools();
  }

  final DeskTerminal terminal() {
    return terminal;
  }

  final boolean json() {
    return json;
  }

  final CommandSpec spec() {
    return spec;
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
            ? new ProgressLines<>(spec.commandLine().getErr(), Duration.ofSeconds(1))
            : (step, done, total) -> {},
        cancel);
  }

  /**
   * Long waits are told as they pass, one look or pass at its end.
   *
   * @param once whether the command is one look
   */
  final void say(List<String> lines, String line, boolean once) {
    if (once || json) {
      lines.add(line);
      if (!once) {
        aside(line);
      }
    } else {
      spec.commandLine().getOut().println(ShownText.line(line));
      spec.commandLine().getOut().flush();
    }
  }

  /** Something that happened during a long command, beside an answer that comes at its end. */
  final void aside(String line) {
    if (terminal.onTerminal()) {
      spec.commandLine().getErr().println(ShownText.line(line));
      spec.commandLine().getErr().flush();
    }
  }

  @Override
  public final Integer call() {
    try {
      return say();
    } catch (OutOfMemoryError | StackOverflowError e) {
      // What it held is free again by now, and everything that was open has been closed.
      throw new IllegalStateException(e);
    } finally {
      if (control != null) {
        control.close(); // only now: who asked for a stop still reads what was done
      }
      terminal.prompt().end();
    }
  }

  /** Has this closed after the answer is printed, for lists are read while that happens. */
  final void closeAfterwards(Open resource) {
    open.push(resource);
  }

  /** Something that the answer is read from. */
  @FunctionalInterface
  interface Open {
    void close() throws ProblemException;
  }

  private int say() {
    try {
      try {
        Answer answer = answer();
        answer.print(spec.commandLine().getOut(), json);
        return answer.exitCode();
      } finally {
        closeAll();
      }
    } catch (ProblemException e) {
      return say(e.problem());
    } catch (Pages.UnreadableException e) {
      return say(e.problem().problem());
    }
  }

  private int say(Problem problem) {
    Answer answer = Answer.of(problem, exitCode(problem));
    answer.print(json ? spec.commandLine().getOut() : spec.commandLine().getErr(), json);
    return answer.exitCode();
  }

  /** The last one first, each even if the one before could not be closed. */
  private void closeAll() throws ProblemException {
    Open last = open.poll();
    if (last != null) {
      try {
        last.close();
      } finally {
        closeAll();
      }
    }
  }

  /** Of a command that ends with this problem. */
  static int exitCode(Problem problem) {
    ProblemCode code = problem.code();
    return code == ChainProblem.FACT_UNKNOWN
            || code == ChainProblem.FACT_DISPUTED
            || code == PlanProblem.PLAN_CHAIN_UNKNOWN
            || code == ReleaseProblem.RELEASE_FACT_UNKNOWN
        ? DeskExitCode.UNKNOWN
        : DeskExitCode.PROBLEM;
  }
}
