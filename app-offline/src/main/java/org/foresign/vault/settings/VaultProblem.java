package org.foresign.vault.settings;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a vault as a whole, or with what is asked of it. */
public enum VaultProblem implements ProblemCode {
  VAULT_NOT_THERE,
  VAULT_EXISTS,
  VAULT_PRACTICE_ONLY,
  VAULT_CARD_BROKEN,
  VAULT_JOURNAL_DIFFERS,
  VAULT_DECISION_FORGED,
  VAULT_CLOCK_BACK,
  VAULT_CLOCK_NOT_BACK,
  VAULT_CLOCK_CHANGED,
  VAULT_CLOCK_FORWARD,
  VAULT_NOT_CONFIRMED,
  VAULT_SHEET_OLDER,
  VAULT_SHEET_DIFFERS,
  VAULT_WORDS_DIFFER
}
