package org.foresign.desk.cli;

import java.util.Optional;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.Policies;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Chains by the names people use: pinned networks, and profiles of the vault's policy. */
final class ChainNames {
  private ChainNames() {}

  static Chain parse(DeskHome home, String text) throws ProblemException {
    Optional<Network> pinned = Networks.byName(text);
    if (pinned.isPresent()) {
      return pinned.get().chain();
    }
    if (text.matches("[1-9][0-9]{0,17}")) {
      return Chain.evm(Long.parseLong(text));
    }
    for (PairedVault vault : home.pairings().vaults()) {
      Optional<SignedPolicy> policy = new Policies(home.database()).newest(vault);
      if (policy.isPresent()) {
        for (Policy.CustomChain custom : policy.get().policy().chains()) {
          if (custom.name().equals(text)) {
            return custom.chain();
          }
        }
      }
    }
    throw Problem.of(CliProblem.CHAIN_NAME_UNKNOWN, text).asException();
  }

  static String name(Chain chain) {
    return Networks.byChain(chain).map(Network::name).orElse(chain.toString());
  }
}
