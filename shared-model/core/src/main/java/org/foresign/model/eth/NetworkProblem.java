package org.foresign.model.eth;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with the description of a chain. */
public enum NetworkProblem implements ProblemCode {
  CHAIN_PROFILE_MALFORMED(
      "This chain profile's name or coin symbol has signs that are not allowed.",
      "Nothing was changed; no key was used.",
      "Use a-z, 0-9 and hyphen for the name, and letters A-Z, a-z and digits for the symbol."),
  CHAIN_PROFILE_IMITATES(
      "This chain profile has the chain id of a network that is built in, or a name that looks like it.",
      "Nothing was changed; no key was used. Such a profile could make one chain look like another.",
      "Use the built-in network, or give the other chain its own id and a name without that of a built-in one."),
  CHAIN_PROFILE_COIN(
      "This chain's coin is another than the symbol says, and one of the two is ETH.",
      "Nothing was changed; no key was used. Amounts would be taken for another value.",
      "Give the symbol of the coin that fees of this chain are paid in."),
  CHAIN_NAME_UNKNOWN(
      "No network that is built in has this name, and the policy describes none of this name.",
      "Nothing was done.",
      "Use mainnet, hoodi, sepolia or practice, a chain id, or the name of a chain that the vault's policy describes.");

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
