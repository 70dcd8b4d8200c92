package org.foresign.desk.chain;

import java.util.Map;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.jspecify.annotations.Nullable;

/**
 * The fork a chain is on and the next one scheduled (eth_config, EIP-7910).
 *
 * @param upcoming null when no fork is scheduled
 */
public record ForkConfig(Fork current, @Nullable Fork upcoming) {

  /**
   * One fork.
   *
   * @param activationTime seconds since 1970
   * @param forkId EIP-6122 fork hash, 4 bytes
   * @param systemContracts by EIP-7910 name, such as DEPOSIT_CONTRACT_ADDRESS
   */
  public record Fork(long activationTime, Bytes forkId, Map<String, Address> systemContracts) {
    public Fork {
      systemContracts = Map.copyOf(systemContracts);
    }
  }

  public Optional<Fork> next() {
    return Optional.ofNullable(upcoming);
  }
}
