package org.foresign.terminal;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a question to a person. */
public enum TerminalProblem implements ProblemCode {
  TERMINAL_NEEDED(
      "This needs a person at a terminal.",
      "Nothing was changed and no key was used.",
      "Run the command in a terminal, without a pipe on either side. A passphrase, and nothing else, can come from --passphrase-file, at the desk and in practice vaults."),
  INPUT_ENDED(
      "The input ended before everything was typed.",
      "Nothing was changed.",
      "Run the command again when you are ready."),
  TYPED_UNREADABLE(
      "What was typed holds a key that is no character, or a letter that is not in UTF-8.",
      "Nothing was changed: two different passphrases could have counted as the same.",
      "Type it again without arrow keys and the like; the terminal has to be in UTF-8."),
  TYPED_TOO_LONG(
      "The typed line is longer than anything that is asked for.",
      "Nothing was changed, and nothing of it was kept.",
      "Type it again, on one line of at most 2,000 bytes."),
  PASSPHRASE_TOO_SHORT(
      "A passphrase has at least 12 characters.",
      "Nothing was changed.",
      "Choose a longer one, such as six words at random."),
  PASSPHRASE_TOO_LONG(
      "A passphrase has at most 1,024 bytes.",
      "Nothing was changed.",
      "Choose a shorter one, such as six words at random."),
  PASSPHRASES_DIFFER(
      "It was typed differently the second time.", "Nothing was changed.", "Type both again.");

  private final String happened;
  private final String safe;
  private final String next;

  TerminalProblem(String happened, String safe, String next) {
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
