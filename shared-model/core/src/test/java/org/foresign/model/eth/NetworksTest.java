package org.foresign.model.eth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
  @Test
  void findsEachNetworkByEveryFactThatTellsThemApart() {
    for (Network network : Networks.all()) {
      assertThat(Networks.byChain(network.chain())).contains(network);
      assertThat(Networks.byName(network.name())).contains(network);
      assertThat(Networks.byGenesisFork(network.genesisFork())).contains(network);
    }
    assertThat(Networks.all()).extracting(Network::genesisValidatorsRoot).doesNotHaveDuplicates();
  }

  @Test
  void countsOnlyMainnetAndUnknownChainsAsRealMoney() {
    assertThat(Networks.all()).filteredOn(Network::realMoney).containsExactly(Networks.MAINNET);
    assertThat(Networks.realMoney(Chain.evm(10))).isTrue();
    assertThat(Networks.realMoney(Networks.PRACTICE.chain())).isFalse();
  }

  @Test
  void plansOnAllButTheRetiredOne() {
    assertThat(Networks.all()).filteredOn(n -> !n.plannable()).containsExactly(Networks.HOLESKY);
  }

  @Test
  void describesAnotherChain() throws ProblemException {
    ChainProfile profile = ChainProfile.of("arbitrum-one", Chain.evm(42_161), "ETH");
    assertThat(profile.chain()).isEqualTo(Chain.evm(42_161));
  }

  @ParameterizedTest
  @CsvSource({
    "mainnet,10",
    "main-net,10",
    "hoodi,10",
    "practice,10",
    "ethereum,10",
    "mainnet1,10",
    "ma1nnet,10",
    "rnainnet,10",
    "m-a-i-n-n-e-t,10",
    "ethereum-one,10",
    "3thereum,10",
    "my-mainnet,10",
    "base-sepolia,84532",
    "h00di,10",
    "ho1esky,10",
    "h0mestead,10",
    "eth,10",
    "eth1,10",
    "e-t-h,10",
    "mine,1",
    "mine,560048",
    "mine,1718579813"
  })
  void refusesProfilesThatImitateAPinnedNetwork(String name, long chainId) {
    assertThatThrownBy(() -> ChainProfile.of(name, Chain.evm(chainId), "ETH"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(NetworkProblem.CHAIN_PROFILE_IMITATES));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChainProfile(name, Chain.evm(chainId), "ETH"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"polygon", "arbitrum-one", "base", "ethena", "gnosis", "chiado", "zksync"})
  void takesNamesOfOtherChains(String name) throws ProblemException {
    assertThat(ChainProfile.of(name, Chain.evm(10), "ETH").name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Mainnet", "m\u0430innet", "a b", "-x", "x\n"})
  void refusesNamesWithOtherSigns(String name) {
    assertThatThrownBy(() -> ChainProfile.of(name, Chain.evm(10), "ETH"))
        .isInstanceOf(ProblemException.class);
  }
}
