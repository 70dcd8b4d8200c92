package org.foresign.model.operation;

import java.util.Optional;
import java.util.Set;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;

/** Addresses that have a meaning of their own and are never paid or asked like an account. */
public final class SystemContracts {
  private static final Set<Address> EVERYWHERE =
      Set.of(
          Networks.WITHDRAWAL_REQUESTS,
          Networks.CONSOLIDATION_REQUESTS,
          // EIP-8282, "Configuration": builder deposits and exits.
          Address.parse("0x0000bFF46984e3725691FA540a8C7589300D8282"),
          Address.parse("0x000064D678505ad48F8cCb093BC65613800E8282"),
          // EIP-4788 beacon roots and EIP-2935 block hashes: a call with value would be lost.
          Address.parse("0x000F3df6D732807Ef1319fB7B8bB8522d0Beac02"),
          Address.parse("0x0000F90827F1C53a10cb7A02335B175320002935"));

  /** Ether is sent to 0x...dead to be burned; 0xEeee... stands for ether in lists of tokens. */
  private static final Set<Address> PLACEHOLDERS =
      Set.of(
          Address.parse("0x000000000000000000000000000000000000dead"),
          Address.parse("0xdead000000000000000000000000000000000000"),
          Address.parse("0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"),
          Address.parse("0xffffffffffffffffffffffffffffffffffffffff"));

  /** Room of the precompiled contracts, whose highest is 0x100 (EIP-7951): below 0x1000. */
  private static final String PRECOMPILES = "0".repeat(37);

  private SystemContracts() {}

  /** Whether it is one of them, and nobody's account. */
  public static boolean contains(Chain chain, Address address) {
    return meaning(chain, address).isPresent();
  }

  /** What an address is that is nobody's account; empty for every other. */
  public static Optional<String> meaning(Chain chain, Address address) {
    if (address.equals(Address.ZERO)) {
      return Optional.of("the zero address");
    }
    if (EVERYWHERE.contains(address)) {
      return Optional.of("a contract of the system");
    }
    if (PLACEHOLDERS.contains(address)) {
      return Optional.of("a placeholder that nobody holds a key of");
    }
    if (address.bytes().hex().startsWith(PRECOMPILES)) {
      return Optional.of("an address of the precompiled contracts");
    }
    return Networks.byChain(chain)
        .filter(network -> network.depositContract().equals(address))
        .map(network -> "the deposit contract of " + network.name());
  }
}
