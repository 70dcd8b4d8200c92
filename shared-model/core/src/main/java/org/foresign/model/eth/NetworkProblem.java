package org.foresign.model.eth;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with the description of a chain. */
public enum NetworkProblem implements ProblemCode {
  CHAIN_PROFILE_MALFORMED,
  CHAIN_PROFILE_IMITATES,
  CHAIN_PROFILE_COIN,
  CHAIN_NAME_UNKNOWN
}
