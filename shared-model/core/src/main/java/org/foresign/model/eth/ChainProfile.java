package org.foresign.model.eth;

import java.util.regex.Pattern;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Another EVM chain, as officers describe it in their policy. It has no staking facts, counts as
 * real money, and can't carry a pinned network's chain id or name.
 *
 * @param name 1 to 32 of a-z, 0-9 and hyphen
 * @param nativeSymbol 1 to 11 of A-Z, a-z and 0-9, as its users write it (xDAI)
 */
public record ChainProfile(String name, Chain chain, String nativeSymbol) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
  private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9]{1,11}");

  public ChainProfile {
    if (!wellFormed(name, nativeSymbol)
        || imitates(name, chain)
        || NativeCoins.mistakesEther(chain, nativeSymbol)) {
      throw new IllegalArgumentException("not a usable chain profile: " + name);
    }
  }

  /**
   * Checks what somebody entered.
   *
   * @throws ProblemException if it is malformed or imitates a pinned network
   */
  public static ChainProfile of(String name, Chain chain, String nativeSymbol)
      throws ProblemException {
    if (!wellFormed(name, nativeSymbol)) {
      throw Problem.of(NetworkProblem.CHAIN_PROFILE_MALFORMED).asException();
    }
    if (imitates(name, chain)) {
      throw Problem.of(NetworkProblem.CHAIN_PROFILE_IMITATES, name, chain.toString()).asException();
    }
    if (NativeCoins.mistakesEther(chain, nativeSymbol)) {
      throw Problem.of(
              NetworkProblem.CHAIN_PROFILE_COIN,
              "chain " + chain.reference() + " counts in " + NativeCoins.of(chain).orElseThrow(),
              "given: " + nativeSymbol)
          .asException();
    }
    return new ChainProfile(name, chain, nativeSymbol);
  }

  private static boolean wellFormed(String name, String symbol) {
    return NAME.matcher(name).matches() && SYMBOL.matcher(symbol).matches();
  }

  private static boolean imitates(String name, Chain chain) {
    return Networks.byChain(chain).isPresent() || Networks.imitatesPinnedName(name);
  }
}
