package org.foresign.vault.cli;

import org.foresign.command.Answer;
import org.foresign.crypto.TypedWords;
import org.foresign.crypto.WordCode;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that gives the paper sheet a new line, so that the last one is compared first. */
abstract class DecidingAction extends VaultAction {
  @Option(names = "--sheet", paramLabel = "WORDS")
  private @Nullable String sheet;

  @Override
  final Answer answer() throws ProblemException {
    if (sheet != null) {
      officer().sheet(TypedWords.require(sheet, WordCode.COUNT));
    }
    return decide();
  }

  /** Does the work. */
  abstract Answer decide() throws ProblemException;
}
