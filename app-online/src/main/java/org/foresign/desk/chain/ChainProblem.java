package org.foresign.desk.chain;

import org.foresign.model.problem.ProblemCode;

/** What can go wrong between the desk and the endpoints it asks. */
public enum ChainProblem implements ProblemCode {
  ENDPOINT_REFUSED,
  ENDPOINT_UNREACHABLE,
  ENDPOINT_TIMEOUT,
  ENDPOINT_STATUS,
  ENDPOINT_KEY,
  ENDPOINT_LIMIT,
  ENDPOINT_REDIRECT,
  ENDPOINT_PAGE,
  ANSWER_TOO_LARGE,
  ANSWER_MALFORMED,
  ANSWER_MISMATCHED,
  ANSWER_NOT_FINAL,
  RPC_ERROR,
  ENDPOINT_BEHIND,
  CHAIN_STALE,
  CHAIN_DIFFERS,
  ENDPOINTS_ONE_PARTY,
  FACT_UNKNOWN,
  FACT_DISPUTED
}
