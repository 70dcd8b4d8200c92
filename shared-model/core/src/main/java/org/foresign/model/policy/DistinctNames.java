package org.foresign.model.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.LookalikeAddresses;
import org.foresign.model.eth.NativeCoins;
import org.foresign.model.eth.Networks;
import org.foresign.model.operation.SystemContracts;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.AlikePair;
import org.foresign.model.policy.Policy.Approver;
import org.foresign.model.policy.Policy.CustomChain;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.text.NameShape;

/**
 * No name of a policy stands for two things: whoever reads the vault's page takes one name for one
 * recipient, token, chain or person. Names that look alike are one name ({@link NameShape}), and so
 * are addresses that begin and end alike ({@link LookalikeAddresses}), but for pairs that are
 * wanted.
 */
final class DistinctNames {
  private final Map<String, Taken> taken = new HashMap<>();
  private final Map<String, List<Known>> ends = new HashMap<>();
  private final Set<AlikePair> wanted;

  private record Taken(Object thing, String name) {}

  private record Known(Address address, String what) {}

  private DistinctNames(List<AlikePair> wanted) {
    this.wanted = new HashSet<>(wanted);
  }

  /**
   * Checks all lists.
   *
   * @param alike pairs of addresses that may look alike
   * @throws IllegalArgumentException if a name, a symbol or the look of an address stands for two
   *     things
   */
  static void require(
      List<AccountRule> accounts,
      List<AddressBookEntry> book,
      List<Token> tokens,
      List<CustomChain> chains,
      List<KnownValidator> validators,
      List<Approver> approvers,
      List<AlikePair> alike) {
    DistinctNames names = new DistinctNames(alike);
    Networks.all().forEach(network -> names.take("chain", network.name(), network.chain()));
    validators.forEach(known -> names.take("attester", known.attester(), known.attester()));
    // One party may have the same address on several chains.
    book.forEach(entry -> names.take("recipient", entry.name(), entry.address()));
    chains.forEach(chain -> names.take("chain", chain.name(), chain.chain()));
    approvers.forEach(approver -> names.take("approver", approver.name(), approver.card()));
    accounts.forEach(rule -> names.address(rule.lane().account(), "an account of this vault"));
    for (AddressBookEntry entry : book) {
      names.address(entry.address(), "the recipient \"" + entry.name() + "\"");
      requireAccount(entry);
    }
    // USDC on two chains has two contracts; on one chain a symbol is one token, and not its coin.
    for (Token token : tokens) {
      Chain chain = token.asset().chain();
      coin(chain, chains).ifPresent(coin -> names.take("symbol on " + chain, coin, chain));
      names.take("symbol on " + chain, token.symbol(), token.asset());
      names.take("symbol", token.symbol(), token.symbol());
      names.address(token.asset().token().orElseThrow(), "the token " + token.symbol());
    }
  }

  private static Optional<String> coin(Chain chain, List<CustomChain> chains) {
    return chains.stream()
        .filter(custom -> custom.chain().equals(chain))
        .map(CustomChain::nativeSymbol)
        .findFirst()
        .or(() -> NativeCoins.of(chain));
  }

  /** What is never paid is refused here and not months later, when somebody wants to pay it. */
  private static void requireAccount(AddressBookEntry entry) {
    SystemContracts.meaning(entry.chain(), entry.address())
        .ifPresent(meaning -> {
          throw new IllegalArgumentException(
              entry.address() + " is " + meaning + ": what is sent there is lost");
        });
  }

  private void address(Address address, String what) {
    List<Known> known =
        ends.computeIfAbsent(LookalikeAddresses.ends(address), key -> new ArrayList<>());
    for (Known before : known) {
      if (!before.address().equals(address)
          && !wanted.contains(AlikePair.of(before.address(), address))) {
        throw new IllegalArgumentException(
            address
                + " begins and ends like "
                + before.address()
                + ", "
                + before.what()
                + ": one of them may be there to be taken for the other; where both are wanted, "
                + "enter this one with --looks-like and the other's whole address");
      }
    }
    known.add(new Known(address, what));
  }

  private void take(String kind, String name, Object thing) {
    Taken before = taken.putIfAbsent(kind + " " + NameShape.of(name), new Taken(thing, name));
    if (before == null || before.thing().equals(thing)) {
      return;
    }
    if (before.name().equals(name)) {
      throw new IllegalArgumentException("the " + kind + " \"" + name + "\" is named twice");
    }
    throw new IllegalArgumentException(
        "the "
            + kind
            + " \""
            + name
            + "\" looks like \""
            + before.name()
            + "\": give it a name that nobody takes for the other");
  }
}
