package org.foresign.vault.cli;

import org.foresign.command.Answer;
import org.foresign.crypto.CryptoChoice;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.words.StatusWords;
import org.foresign.vault.work.VaultStatus;
import picocli.CommandLine.Command;

/** Public facts of the vault, and what the last run left behind. */
@Command(name = "status")
final class StatusCommand extends VaultAction {
  @Override
  Answer answer() throws ProblemException {
    return of(VaultStatus.of(sit())).crypto(CryptoChoice.all());
  }

  /** How a vault stands that was verified just now. */
  static Answer of(VaultStatus status) {
    return new Answer().lines(StatusWords.lines(status)).facts(StatusWords.facts(status));
  }
}
