package org.foresign.vault.work;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.NetworkProblem;
import org.foresign.model.eth.Networks;
import org.foresign.model.policy.Policy;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.NearName;
import org.foresign.vault.officers.OfficerProblem;

/** Reads chains as people name them. */
public final class ChainsByName {
  private ChainsByName() {}

  /**
   * A pinned network's name, a name from the policy's own chains, or a chain id.
   *
   * @throws ProblemException with {@link NetworkProblem#CHAIN_NAME_UNKNOWN}, or {@link
   *     OfficerProblem#POLICY_REAL_MONEY} for a practice vault
   */
  public static Chain parse(String text, Policy policy) throws ProblemException {
    Chain chain =
        Networks.byName(text)
            .map(Network::chain)
            .or(() ->
                policy.chains().stream()
                    .filter(custom -> custom.name().equals(text))
                    .map(Policy.CustomChain::chain)
                    .findFirst())
            .or(() -> byId(text))
            .orElseThrow(() ->
                Problem.of(
                        NetworkProblem.CHAIN_NAME_UNKNOWN,
                        text + NearName.hint(text, names(policy)))
                    .asException());
    if (policy.practice() && Networks.realMoney(chain) && !Networks.byChain(chain).isEmpty()) {
      throw Problem.of(OfficerProblem.POLICY_REAL_MONEY, text).asException();
    }
    return chain;
  }

  private static List<String> names(Policy policy) {
    return Stream.concat(
            Networks.all().stream().map(Network::name),
            policy.chains().stream().map(Policy.CustomChain::name))
        .toList();
  }

  private static Optional<Chain> byId(String text) {
    return text.matches("[1-9][0-9]{0,17}")
        ? Optional.of(Chain.evm(Long.parseLong(text)))
        : Optional.empty();
  }
}
