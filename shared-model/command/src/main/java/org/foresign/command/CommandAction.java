package org.foresign.command;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.ShownText;
import org.foresign.store.Pages;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command that says one {@link Answer}, or the problem with its three sentences, as text or as
 * the last line's JSON.
 */
public abstract class CommandAction implements Callable<Integer> {
  @Option(names = "--json")
  private boolean json;

  @Spec private CommandSpec spec;

  private final Deque<Open> open = new ArrayDeque<>();

  /** Something that the answer is read from. */
  @FunctionalInterface
  public interface Open {
    void close() throws ProblemException;
  }

  /** Does the work. */
  protected abstract Answer run() throws ProblemException;

  /** What a command that met this problem ends with. */
  protected abstract int exitCode(Problem problem);

  /** Before anything is asked or done. */
  protected void begin() {}

  /** After all that was open is closed, whatever came of it. */
  protected void end() {}

  protected final boolean json() {
    return json;
  }

  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** A line beside the answer. */
  protected final void say(PrintWriter to, String line) {
    to.println(ShownText.line(line));
    to.flush();
  }

  /** What is wrong with the words that were typed. */
  protected final ParameterException wrong(String words) {
    return new ParameterException(spec.commandLine(), words);
  }

  /** Has this closed after the answer is printed, for lists are read while that happens. */
  protected final void closeAfterwards(Open resource) {
    open.push(resource);
  }

  @Override
  public final Integer call() {
    begin();
    try {
      return answered();
    } catch (OutOfMemoryError | StackOverflowError e) {
      // What it held is free again by now, and everything that was open has been closed.
      throw new IllegalStateException(e);
    } finally {
      end();
    }
  }

  private int answered() {
    try {
      try {
        Answer answer = run();
        answer.print(out(), json);
        return answer.exitCode();
      } finally {
        closeAll();
      }
    } catch (ProblemException e) {
      return answered(e.problem());
    } catch (Pages.UnreadableException e) {
      return answered(e.problem().problem());
    }
  }

  private int answered(Problem problem) {
    Answer answer = Answer.of(problem, exitCode(problem));
    answer.print(json ? out() : err(), json);
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

  /** The findings that {@code --consent} names. */
  protected final Set<FindingCode> consents(Collection<String> ids) {
    Set<FindingCode> codes = EnumSet.noneOf(FindingCode.class);
    for (String id : ids) {
      codes.add(
          FindingCode.ofId(id)
              .orElseThrow(() -> wrong("--consent: there is no finding '" + id + "'")));
    }
    return codes;
  }
}
