package org.foresign.desk.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.PolicyCopies;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.NetworkProblem;
import org.foresign.model.eth.Networks;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.NearName;

/** Chains by the names people use: pinned networks, and profiles of the vault's policy. */
public final class ChainNames {
  private ChainNames() {}

  public static Chain parse(DeskHome home, String text) throws ProblemException {
    Optional<Network> pinned = Networks.byName(text);
    if (pinned.isPresent()) {
      return pinned.get().chain();
    }
    if (text.matches("[1-9][0-9]{0,17}")) {
      return Chain.evm(Long.parseLong(text));
    }
    List<String> known = new ArrayList<>(Networks.all().stream().map(Network::name).toList());
    for (Policy.CustomChain custom : customs(home)) {
      known.add(custom.name());
      if (custom.name().equals(text)) {
        return custom.chain();
      }
    }
    throw Problem.of(NetworkProblem.CHAIN_NAME_UNKNOWN, text + NearName.hint(text, known))
        .asException();
  }

  /** What people call a chain: that of a pinned network or of a policy, or its id. */
  public static String name(DeskHome home, Chain chain) throws ProblemException {
    if (Networks.byChain(chain).isEmpty()) {
      for (Policy.CustomChain custom : customs(home)) {
        if (custom.chain().equals(chain)) {
          return custom.name();
        }
      }
    }
    return name(chain);
  }

  public static String name(Chain chain) {
    return Networks.byChain(chain).map(Network::name).orElse(chain.toString());
  }

  private static List<Policy.CustomChain> customs(DeskHome home) throws ProblemException {
    List<Policy.CustomChain> customs = new ArrayList<>();
    for (PairedVault vault : home.pairings().vaults()) {
      Optional<SignedPolicy> policy = new PolicyCopies(home).newest(vault);
      if (policy.isPresent()) {
        customs.addAll(policy.get().policy().chains());
      }
    }
    return customs;
  }
}
