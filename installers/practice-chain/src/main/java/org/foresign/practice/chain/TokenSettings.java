package org.foresign.practice.chain;

import java.math.BigInteger;
import java.util.Map;
import org.foresign.model.eth.Address;

/**
 * A practice token.
 *
 * @param balances what each holder starts with, in the token's smallest unit; their sum is the
 *     supply
 */
public record TokenSettings(
    Address contract, String name, String symbol, int decimals, Map<Address, BigInteger> balances) {
  public TokenSettings {
    balances = Map.copyOf(balances);
    if (decimals < 0 || decimals > 255) {
      throw new IllegalArgumentException("decimals fit a uint8");
    }
    if (balances.values().stream().anyMatch(b -> b.signum() < 0 || b.bitLength() > 255)) {
      throw new IllegalArgumentException("a token balance lies between 0 and 2^255 - 1");
    }
  }
}
