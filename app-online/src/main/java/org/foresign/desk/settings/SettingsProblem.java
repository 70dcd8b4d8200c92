package org.foresign.desk.settings;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a desk's home and its pairings. */
public enum SettingsProblem implements ProblemCode {
  DESK_HOME_MISSING,
  DESK_HOME_EXISTS,
  DESK_CARD_UNKNOWN,
  DESK_CARD_WORDS_DIFFER,
  DESK_CARD_PRACTICE,
  DESK_CARD_STALE,
  DESK_NOT_PAIRED,
  DESK_NO_VAULT,
  DESK_ACCOUNT_UNKNOWN,
  DESK_ACCOUNT_OTHER_VAULT,
  DESK_POLICY_UNKNOWN,
  DESK_POLICY_NOT_SIGNED,
  DESK_POLICY_FORK,
  DESK_POLICY_STALE,
  DESK_ENDPOINTS_MISSING,
  DESK_BATCH_UNKNOWN,
  DESK_BATCH_STATE
}
