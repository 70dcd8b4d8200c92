package org.foresign.desk.chain;

import org.foresign.model.problem.ProblemCode;

/** What can go wrong between the desk and the endpoints it asks. */
public enum ChainProblem implements ProblemCode {
  ENDPOINT_REFUSED(
      "This endpoint address cannot be used.",
      "Nothing was sent.",
      "Give an http or https URL with a host, once each, and a quorum between 1 and their number."),
  ENDPOINT_UNREACHABLE(
      "An endpoint could not be reached.",
      "Nothing was decided on its account.",
      "Check the connection and the endpoint's state, or use another endpoint."),
  ENDPOINT_TIMEOUT(
      "An endpoint did not answer in time.",
      "Nothing was decided on its account; a transaction sent to it may still have been taken.",
      "Wait and look again, or use another endpoint."),
  ENDPOINT_STATUS(
      "An endpoint answered with an HTTP status that is no answer.",
      "Nothing was decided on its account.",
      "Check the endpoint's address, key and limits."),
  ENDPOINT_KEY(
      "An endpoint does not accept the key or password that its address holds, or wants one.",
      "Nothing was decided on its account.",
      "Correct the address with `desk endpoints set`, or ask the provider about the key."),
  ENDPOINT_LIMIT(
      "An endpoint takes no more calls for now.",
      "Nothing was decided on its account.",
      "Wait, raise the limit with the provider, or use another endpoint."),
  ENDPOINT_REDIRECT(
      "An endpoint points to another address; the desk follows no redirect.",
      "Nothing was sent to that address.",
      "If the new address is right, name it with `desk endpoints set`."),
  ENDPOINT_PAGE(
      "A web page came back where an answer should be, as log-in pages and proxies send it.",
      "Nothing was decided on its account.",
      "Open the address from this machine and see what stands before the endpoint."),
  ANSWER_TOO_LARGE(
      "An endpoint's answer is larger than allowed and was not read.",
      "Nothing was decided on its account.",
      "Treat the endpoint as faulty and use another one."),
  ANSWER_MALFORMED(
      "An endpoint's answer is not what its interface promises.",
      "Nothing was decided on its account.",
      "Treat the endpoint as faulty and use another one."),
  ANSWER_MISMATCHED(
      "An endpoint answered something else than it was asked.",
      "Nothing was decided on its account.",
      "Treat the endpoint as faulty and use another one."),
  ANSWER_NOT_FINAL(
      "An endpoint answered from a state that it has not verified or finalized.",
      "Nothing was decided on its account.",
      "Wait until the endpoint is in sync."),
  RPC_ERROR(
      "An endpoint answered with an error.",
      "Nothing was decided on its account.",
      "Read the error; if it persists, use another endpoint."),
  ENDPOINT_BEHIND(
      "An endpoint has not reached the block that the others are at.",
      "Nothing was decided on its account.",
      "Wait until it has caught up, or use another endpoint."),
  CHAIN_STALE(
      "The newest block is too old to decide anything on it.",
      "Nothing was decided.",
      "Wait for new blocks; check the endpoints and this machine's clock."),
  CHAIN_DIFFERS(
      "An endpoint serves another chain than it should.",
      "Nothing was sent.",
      "Correct the endpoint list with `desk endpoints set`; those of another chain are not"
          + " counted."),
  ENDPOINTS_ONE_PARTY(
      "One party alone could decide what this desk believes of the chain.",
      "Nothing was sent or decided; plans and lists still work.",
      "Name endpoints of two or more operators with `desk endpoints set`, or add --own-node if you run that machine and the line to it yourself."),
  FACT_UNKNOWN(
      "The chain could not be asked.",
      "Nothing was decided.",
      "Wait for the endpoints named here, then try again."),
  FACT_DISPUTED(
      "The endpoints contradict each other.",
      "Nothing was decided.",
      "Find out which endpoint is wrong and replace it before going on.");

  private final String happened;
  private final String safe;
  private final String next;

  ChainProblem(String happened, String safe, String next) {
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
