package org.foresign.desk.cli;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a command before any service is asked. */
enum CliProblem implements ProblemCode {
  WORDS_NOT_COMPARED(
      "The question for two words was left open.",
      "Nothing was paired.",
      "Run the command again, with the vault's screen in sight."),
  NOTHING_WAITING(
      "There is nothing of that kind to receive in this folder.",
      "Nothing was changed.",
      "Check that the right stick is in, and that the other machine has exported."),
  FILE_UNWRITABLE(
      "This file can't be written, or is there already.",
      "Nothing was written.",
      "Name a new file in a folder that may be written."),
  LEAF_NOT_NAMED(
      "It is not said which leaf to release.",
      "Nothing was sent.",
      "Name leaves by their numbers, or --chain, --account and --nonce."),
  BURN_NOT_CONFIRMED(
      "Burning uses nonces up for ever; their other leaves can never land.",
      "Nothing was sent.",
      "Look at them with `desk leaves`, then add --yes.");

  private final String happened;
  private final String safe;
  private final String next;

  CliProblem(String happened, String safe, String next) {
    this.happened = happened;
    this.safe = safe;
    this.next = next;
  }

  @Override
  public String happened() {
    return happened;
  }

  @Override
  public String safe() {
    return safe;
  }

  @Override
  public String next() {
    return next;
  }
}
