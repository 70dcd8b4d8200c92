package org.foresign.vault.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.foresign.carry.Carrier;
import org.foresign.model.policy.PolicyProblem;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Pages;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.work.PaperLine;
import org.foresign.vault.work.Sitting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command with an answer. It prints the answer, or the problem with its three sentences, as text
 * or as the last line's JSON.
 */
abstract class VaultAction implements Callable<Integer> {
  protected final VaultServices services;

  @Mixin protected VaultHomeOptions options = new VaultHomeOptions();
  @Spec protected CommandSpec spec;

  private final Deque<Sitting> open = new ArrayDeque<>();
  private @Nullable TerminalOfficer officer;

  VaultAction(VaultServices services) {
    this.services = services;
  }

  /** Does the work. */
  abstract Answer run() throws ProblemException;

  @Override
  public final Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (options.passphraseFile == null) {
      services.prompt().begin();
    }
    try {
      try {
        Answer answer = run();
        if (options.passphraseFile != null && !options.passphraseWanted) {
          // Who checks a passphrase by this command must not take its success for an answer.
          answer
              .line("--passphrase-file was not looked at: this command needs no passphrase.")
              .fact("passphraseFileRead", false);
        }
        answer.print(out, options.json);
        return answer.exitCode();
      } finally {
        closeAll();
      }
    } catch (ProblemException e) {
      return refused(e.problem(), out);
    } catch (Pages.UnreadableException e) {
      return refused(e.problem().problem(), out);
    } catch (OutOfMemoryError | StackOverflowError e) {
      // As after a kill: states were written before their effects, and what was open is closed.
      throw new IllegalStateException(e);
    } finally {
      services.prompt().end();
    }
  }

  /** The vault that the options name; it is closed after the answer was printed. */
  final Sitting sit() throws ProblemException {
    Sitting sitting = Sitting.open(services.tools(), options.folder(services));
    open.push(sitting);
    if (!sitting.facts().practice() && (options.yes || options.passphraseFile != null)) {
      throw Problem.of(
              VaultProblem.VAULT_PRACTICE_ONLY, options.yes ? "--yes" : "--passphrase-file")
          .asException();
    }
    return sitting;
  }

  /** Who is asked. */
  final TerminalOfficer officer() {
    if (officer == null) {
      officer = new TerminalOfficer(services.prompt(), options);
    }
    return officer;
  }

  /** What parcels are taken from and given to. */
  final Carrier carrier(Path folder) {
    return services.tools().carriers().folder(folder);
  }

  private void closeAll() throws ProblemException {
    Sitting last = open.poll();
    if (last != null) {
      try {
        saySheet(last);
      } finally {
        try {
          last.close();
        } finally {
          closeAll();
        }
      }
    }
  }

  /** A problem half way, such as a full stick, must not keep the new line from the paper. */
  private void saySheet(Sitting sitting) {
    try {
      Optional<PaperLine> line = sitting.untold();
      line.map(Answer::words).ifPresent(spec.commandLine().getErr()::println);
      spec.commandLine().getErr().flush();
    } catch (ProblemException e) {
      return; // whatever keeps it from being read was, or will be, said by a command
    }
  }

  private int refused(Problem problem, PrintWriter out) {
    print(problem, out);
    return problem.code() == PolicyProblem.CONSENT_MISSING
        ? VaultExitCode.REFUSED
        : VaultExitCode.PROBLEM;
  }

  private void print(Problem problem, PrintWriter out) {
    if (options.json) {
      Map<String, Object> inner = new LinkedHashMap<>();
      inner.put("code", problem.code().id());
      inner.put("happened", problem.code().happened());
      inner.put("safe", problem.code().safe());
      inner.put("next", problem.code().next());
      inner.put("details", problem.details());
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("ok", false);
      all.put("problem", inner);
      out.println(JsonText.of(all));
      out.flush();
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println(problem.happened());
    err.println(problem.code().safe());
    err.println(problem.code().next());
    err.println("(" + problem.code().id() + ")");
    err.flush();
  }
}
