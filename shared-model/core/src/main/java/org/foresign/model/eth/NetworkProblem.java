package org.foresign.model.eth;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with the description of a chain. */
public enum NetworkProblem implements ProblemCode {
  CHAIN_PROFILE_MALFORMED(
      "This chain profile's name or coin symbol has signs that are not allowed.",
      "Nothing was changed; no key was used.",
      "Use a-z, 0-9 and hyphen for the name and A-Z, 0-9 for the symbol."),
  CHAIN_PROFILE_IMITATES(
      "This chain profile has the chain id of a network that is built in, or a name that looks like it.",
      "Nothing was changed; no key was used. Such a profile could make one chain look like another.",
      "Use the built-in network, or give the other chain its own id and a name without that of a built-in one.");

  private final String happened;
  private final String safe;
  private final String next;

  NetworkProblem(String happened, String safe, String next) {
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
