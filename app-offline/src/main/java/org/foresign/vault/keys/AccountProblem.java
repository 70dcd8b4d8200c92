package org.foresign.vault.keys;

import org.foresign.model.problem.ProblemCode;

/** Why an account is not made, imported or shown. */
public enum AccountProblem implements ProblemCode {
  ACCOUNT_HELD_BY_REAL_VAULT,
  ACCOUNT_SEEN_IN_PRACTICE,
  ACCOUNT_EXISTS,
  ACCOUNT_NOT_EXPECTED,
  ACCOUNT_UNKNOWN,
  ACCOUNT_NO_SEED,
  ACCOUNT_REGISTER_UNUSABLE
}
