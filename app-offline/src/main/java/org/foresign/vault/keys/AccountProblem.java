package org.foresign.vault.keys;

import org.foresign.model.problem.ProblemCode;

/** Why an account is not made, imported or shown. */
public enum AccountProblem implements ProblemCode {
  ACCOUNT_HELD_BY_REAL_VAULT(
      "A real vault of this machine's user holds this key.",
      "Nothing was imported: a practice vault may never hold a key of worth.",
      "Use other seed words for practice."),
  ACCOUNT_SEEN_IN_PRACTICE(
      "A practice vault of this machine's user held this key.",
      "Nothing was imported: practice keys are not secret.",
      "Make a new key for the real vault."),
  ACCOUNT_EXISTS(
      "The vault already has this account.",
      "Nothing was changed.",
      "Choose another path or index."),
  ACCOUNT_NOT_EXPECTED(
      "These seed words do not lead to the account that is expected.",
      "Nothing was imported.",
      "Find out by what is said above which of path, number, 25th word and words differs; import only"
          + " what gives the address that the old wallet shows."),
  ACCOUNT_UNKNOWN(
      "The vault has no such account.", "Nothing was changed.", "Look at 'vault account list'."),
  ACCOUNT_NO_SEED(
      "The vault has no seed with this number.",
      "Nothing was changed.",
      "Look at 'vault account list'."),
  ACCOUNT_REGISTER_UNUSABLE(
      "The list of known accounts in this user's home can't be read or written.",
      "Nothing was imported.",
      "Check the permissions of the folder .foresign in the home folder.");

  private final String happened;
  private final String safe;
  private final String next;

  AccountProblem(String happened, String safe, String next) {
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
