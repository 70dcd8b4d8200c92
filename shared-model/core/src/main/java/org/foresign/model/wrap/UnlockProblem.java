package org.foresign.model.wrap;

import org.foresign.model.problem.ProblemCode;

/** Why a wrap does not open. */
public enum UnlockProblem implements ProblemCode {
  UNLOCK_PASSPHRASE_WRONG(
      "The passphrase is wrong.",
      "Nothing was opened. A vault notes the try in its journal.",
      "Try again; look at the keyboard's layout and at caps lock."),
  UNLOCK_PASSPHRASE_FILE_WRONG(
      "The first line of the passphrase file is not the passphrase.",
      "Nothing was opened. A vault notes the try in its journal.",
      "Name the right file; its first line holds the whole passphrase and nothing else."),
  UNLOCK_DAMAGED(
      "The passphrase is right, but what it opens was changed.",
      "Nothing was opened.",
      "Restore the home folder from its backup, and find out who could write to it."),
  UNLOCK_NOT_ENOUGH_MEMORY(
      "This machine has less free memory than the passphrase's protection asks for.",
      "Nothing was opened and nothing changed.",
      "End other programs and try again.");

  private final String happened;
  private final String safe;
  private final String next;

  UnlockProblem(String happened, String safe, String next) {
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
