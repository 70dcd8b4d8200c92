package org.foresign.model.operation;

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

  private SystemContracts() {}

  /** Whether the address is a predeploy, the chain's deposit contract or the zero address. */
  public static boolean contains(Chain chain, Address address) {
    return address.equals(Address.ZERO)
        || EVERYWHERE.contains(address)
        || Networks.byChain(chain)
            .filter(network -> network.depositContract().equals(address))
            .isPresent();
  }
}
