package org.foresign.model.eth;

import java.util.Map;
import java.util.Optional;

/**
 * What the coins of chains are called. Calling one by another's name is a mistake in value: 1 xDAI
 * is not 1 ETH. Values: "nativeCurrency" in ethereum-lists/chains, and xDAI as its own chain spells
 * it. A chain that is not listed has a coin without a name here, never ETH.
 */
public final class NativeCoins {
  private static final String ETHER = "ETH";

  private static final Map<Long, String> BY_CHAIN_ID =
      Map.ofEntries(
          Map.entry(10L, ETHER), // OP Mainnet
          Map.entry(56L, "BNB"), // BNB Smart Chain
          Map.entry(100L, "xDAI"), // Gnosis
          Map.entry(137L, "POL"), // Polygon
          Map.entry(146L, "S"), // Sonic
          Map.entry(5_000L, "MNT"), // Mantle
          Map.entry(8_453L, ETHER), // Base
          Map.entry(42_161L, ETHER), // Arbitrum One
          Map.entry(42_220L, "CELO"), // Celo
          Map.entry(43_114L, "AVAX"), // Avalanche C-Chain
          Map.entry(59_144L, ETHER)); // Linea

  private NativeCoins() {}

  /** The coin's symbol, if this program knows it. */
  public static Optional<String> of(Chain chain) {
    return Networks.byChain(chain).isPresent()
        ? Optional.of(ETHER)
        : Optional.ofNullable(BY_CHAIN_ID.get(chain.reference()));
  }

  /**
   * Whether this symbol would make a coin ether that is none, or ether another coin. Other names
   * may differ from ours: coins are renamed.
   */
  static boolean mistakesEther(Chain chain, String symbol) {
    return of(chain)
        .filter(coin -> coin.equals(ETHER) != symbol.equalsIgnoreCase(ETHER))
        .isPresent();
  }

  /** An amount of a chain's coin, for where no policy is at hand that names another symbol. */
  public static String amount(Chain chain, Wei amount) {
    return amount(of(chain), amount);
  }

  /** An amount with the coin's symbol, or with words where nobody knows one. */
  public static String amount(Optional<String> symbol, Wei amount) {
    return AmountText.grouped(amount, AmountText.COIN_DECIMALS)
        + symbol.map(known -> " " + known).orElse(" of the native coin");
  }
}
