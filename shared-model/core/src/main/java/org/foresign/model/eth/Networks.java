package org.foresign.model.eth;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.foresign.codec.Digest32;

/**
 * The networks this program knows by heart, so that no file or endpoint can tell it otherwise.
 * Values: the network configurations of eth-clients, the staking deposit tool's settings, EIP-7002
 * and EIP-7251.
 */
public final class Networks {
  /** EIP-7002, "Configuration". */
  public static final Address WITHDRAWAL_REQUESTS =
      Address.parse("0x00000961Ef480Eb55e80D19ad83579A64c007002");

  /** EIP-7251, "Constants". */
  public static final Address CONSOLIDATION_REQUESTS =
      Address.parse("0x0000BBdDc7CE488642fb579F8B00f3a590007251");

  /** Mainnet and Hoodi share it: only chain id and fork version tell them apart. */
  private static final String DEPOSIT_CONTRACT = "0x00000000219ab540356cBB839Cbe05303d7705Fa";

  public static final Network MAINNET =
      network(
          1,
          "mainnet",
          "00000000",
          "03000000",
          "4b363db94e286120d76eb905340fdd4e54bfe9f06bf33ff6cf5ad27f511bfe95",
          DEPOSIT_CONTRACT,
          Use.REAL_MONEY);

  public static final Network HOODI =
      network(
          560_048,
          "hoodi",
          "10000910",
          "40000910",
          "212f13fc4df078b6cb7db228f1c8307566dcecf900867401a92023d7ba99cb5f",
          DEPOSIT_CONTRACT,
          Use.TEST);

  /** Its validator set is gated: a deposit needs the operators' token. */
  public static final Network SEPOLIA =
      network(
          11_155_111,
          "sepolia",
          "90000069",
          "90000072",
          "d8ea171f3c94aea21ebc42a1ed61052acf3f9209c00e4efbaaddac09ed9b8078",
          "0x7f02C3E3c98b133055B8B348B2Ac625669Ed295D",
          Use.TEST);

  /** Retired: its files are read, nothing is planned on it. */
  public static final Network HOLESKY =
      network(
          17_000,
          "holesky",
          "01017000",
          "04017000",
          "9143aa7c615a7f7115e2b6aac319c03529df8242ae705fba9df39b79c59fa8b1",
          "0x4242424242424242424242424242424242424242",
          Use.RETIRED);

  /**
   * The chain inside this program. Chain id is ASCII "fore", fork version "prac" (Capella one up),
   * the contract's address reads "practice-deposit-box", and the validators root is SHA-256 of
   * "foresign practice genesis": no public chain has any of them.
   */
  public static final Network PRACTICE =
      network(
          0x666f7265L,
          "practice",
          "70726163",
          "70726164",
          "0c763396f05009d59a1a4179eab3ec5b389607f8cf578999dd62298f8d4ff4c1",
          "0x70726163746963652d6465706f7369742d626f78",
          Use.TEST);

  private static final List<Network> ALL = List.of(MAINNET, HOODI, SEPOLIA, HOLESKY, PRACTICE);

  /** Words that nothing but mainnet is called by, alone or with others. */
  private static final List<String> MAINNET_WORDS = List.of("ethereum", "homestead");

  /** Short words that other chains' names hold too. */
  private static final List<String> MAINNET_NAMES = List.of("eth", "ether", "eth1", "eth2");

  /** Signs and, at the same place, the letters they look like. */
  private static final String LOOKS = "0123456789i";

  private static final String LOOKED_LIKE = "olzeasgtbgl";

  private enum Use {
    REAL_MONEY,
    TEST,
    RETIRED
  }

  private Networks() {}

  /** All pinned networks, real money first. */
  public static List<Network> all() {
    return ALL;
  }

  public static Optional<Network> byChain(Chain chain) {
    return ALL.stream().filter(n -> n.chain().equals(chain)).findFirst();
  }

  /** Finds a network by its exact lower-case name. */
  public static Optional<Network> byName(String name) {
    return ALL.stream().filter(n -> n.name().equals(name)).findFirst();
  }

  public static Optional<Network> byGenesisFork(ForkVersion fork) {
    return ALL.stream().filter(n -> n.genesisFork().equals(fork)).findFirst();
  }

  /** Whether losing funds on this chain hurts; a chain that is not pinned counts as real. */
  public static boolean realMoney(Chain chain) {
    return byChain(chain).map(Network::realMoney).orElse(true);
  }

  /**
   * Whether {@code name} holds a pinned name or a common word for mainnet, in whatever spelling:
   * signs between the letters do not count, and digits count as the letters they look like.
   */
  static boolean imitatesPinnedName(String name) {
    String plain = lookOf(name);
    return ALL.stream().map(Network::name).anyMatch(pinned -> plain.contains(lookOf(pinned)))
        || MAINNET_WORDS.stream().anyMatch(word -> plain.contains(lookOf(word)))
        || MAINNET_NAMES.stream().anyMatch(word -> plain.equals(lookOf(word)));
  }

  /** What a reader in a hurry sees. */
  private static String lookOf(String name) {
    StringBuilder look = new StringBuilder();
    for (char sign : name.toLowerCase(Locale.ROOT).toCharArray()) {
      int alike = LOOKS.indexOf(sign);
      if (alike >= 0) {
        look.append(LOOKED_LIKE.charAt(alike));
      } else if (sign >= 'a' && sign <= 'z') {
        look.append(sign);
      }
    }
    return look.toString().replace("rn", "m").replace("vv", "w");
  }

  private static Network network(
      long chainId,
      String name,
      String genesisFork,
      String capellaFork,
      String validatorsRoot,
      String depositContract,
      Use use) {
    return new Network(
        Chain.evm(chainId),
        name,
        ForkVersion.parseHex(genesisFork),
        ForkVersion.parseHex(capellaFork),
        Digest32.parseHex(validatorsRoot),
        Address.parse(depositContract),
        WITHDRAWAL_REQUESTS,
        CONSOLIDATION_REQUESTS,
        use == Use.REAL_MONEY,
        use != Use.RETIRED);
  }
}
