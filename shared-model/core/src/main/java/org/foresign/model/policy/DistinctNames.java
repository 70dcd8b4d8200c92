package org.foresign.model.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foresign.model.eth.Chain;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.Approver;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.Token;

/**
 * No name of a policy stands for two things: whoever reads the vault's page takes one name for one
 * recipient, token, chain or person. Names that differ by case or by form of their signs only are
 * one name ({@link PolicyNames#folded}).
 */
final class DistinctNames {
  /** What coins of chains that are pinned in code are shown as. */
  private static final String PINNED_COIN = "ETH";

  private final Map<String, Object> taken = new HashMap<>();

  private DistinctNames() {}

  /**
   * Checks all lists.
   *
   * @throws IllegalArgumentException if a name or symbol stands for two things
   */
  static void require(
      List<AddressBookEntry> book,
      List<Token> tokens,
      List<CustomChain> chains,
      List<Approver> approvers) {
    DistinctNames names = new DistinctNames();
    // One party may have the same address on several chains.
    book.forEach(entry -> names.take("recipient", entry.name(), entry.address()));
    chains.forEach(chain -> names.take("chain", chain.name(), chain.chain()));
    approvers.forEach(approver -> names.take("approver", approver.name(), approver.card()));
    // USDC on two chains has two contracts; on one chain a symbol is one token, and not its coin.
    for (Token token : tokens) {
      Chain chain = token.asset().chain();
      names.take("symbol on " + chain, coin(chain, chains), chain);
      names.take("symbol on " + chain, token.symbol(), token.asset());
    }
  }

  private static String coin(Chain chain, List<CustomChain> chains) {
    return chains.stream()
        .filter(custom -> custom.chain().equals(chain))
        .map(CustomChain::nativeSymbol)
        .findFirst()
        .orElse(PINNED_COIN);
  }

  private void take(String kind, String name, Object thing) {
    Object before = taken.putIfAbsent(kind + " " + PolicyNames.folded(name), thing);
    if (before != null && !before.equals(thing)) {
      throw new IllegalArgumentException("the " + kind + " \"" + name + "\" is named twice");
    }
  }
}
