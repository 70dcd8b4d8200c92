package org.foresign.vault.cli;

import java.nio.file.Path;
import org.foresign.carry.Outbox;
import org.foresign.carry.Stick;
import org.foresign.command.Answer;
import org.foresign.command.CommandAction;
import org.foresign.model.policy.PolicyProblem;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.foresign.model.work.JobEnd;
import org.foresign.terminal.Prompt;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.SignProblem;
import org.foresign.vault.words.ReadingWords;
import org.foresign.vault.work.Sitting;
import org.foresign.vault.work.VaultTools;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** A command of the vault. */
@SuppressWarnings("NullAway.Init") // the services are set while the commands are put together
abstract class VaultAction extends CommandAction {
  @Mixin protected VaultHomeOptions options = new VaultHomeOptions();

  private VaultServices services;
  private @Nullable TerminalOfficer officer;

  final void use(VaultServices given) {
    services = given;
  }

  final Prompt prompt() {
    return services.prompt();
  }

  final VaultTools tools() {
    return services.tools();
  }

  /** The home folder that is meant. */
  final Path home() {
    Path named = options.home;
    return named == null ? tools().defaultHome() : named.toAbsolutePath().normalize();
  }

  /** The vault that the options name; it is closed after the answer was printed. */
  final Sitting sit() throws ProblemException {
    Sitting sitting = Sitting.open(tools(), home());
    closeAfterwards(() -> close(sitting));
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
      officer = new TerminalOfficer(prompt(), options);
    }
    return officer;
  }

  /** Where parcels are taken from. */
  final Stick in(Path folder) {
    return tools().folders().stick(folder, Job.quiet());
  }

  /** Where parcels are given to. */
  final Outbox out(Path folder) {
    return tools().folders().outbox(folder, Job.quiet());
  }

  /** The result of what nothing here asks to stop. */
  static <T> T done(JobEnd<T> end) {
    return end.result().orElseThrow();
  }

  @Override
  protected final void begin() {
    if (options.passphraseFile == null) {
      prompt().begin();
    }
  }

  @Override
  protected final void end() {
    prompt().end();
  }

  /** Does the work. */
  abstract Answer answer() throws ProblemException;

  @Override
  protected final Answer run() throws ProblemException {
    Answer answer = answer();
    if (options.passphraseFile != null && !options.passphraseWanted) {
      // Who checks a passphrase by this command must not take its success for an answer.
      answer
          .line("--passphrase-file was not looked at: this command needs no passphrase.")
          .fact("passphraseFileRead", false);
    }
    return answer;
  }

  @Override
  protected final int exitCode(Problem problem) {
    if (problem.code() == SignProblem.SIGN_REASON_UNFIT) {
      return VaultExitCode.USAGE;
    }
    return problem.code() == PolicyProblem.CONSENT_MISSING
        ? VaultExitCode.REFUSED
        : VaultExitCode.PROBLEM;
  }

  private void close(Sitting sitting) throws ProblemException {
    try {
      saySheet(sitting);
    } finally {
      sitting.close();
    }
  }

  /** A problem half way, such as a full stick, must not keep the new line from the paper. */
  private void saySheet(Sitting sitting) {
    try {
      sitting.untold().map(ReadingWords::paper).ifPresent(line -> say(err(), line));
    } catch (ProblemException e) {
      return; // whatever keeps it from being read was, or will be, said by a command
    }
  }
}
