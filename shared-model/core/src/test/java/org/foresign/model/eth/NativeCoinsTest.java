package org.foresign.model.eth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A coin is never called by another's name. Expected values: ethereum-lists/chains. */
class NativeCoinsTest {
  @ParameterizedTest
  @CsvSource({
    "1, ETH",
    "560048, ETH",
    "10, ETH",
    "8453, ETH",
    "42161, ETH",
    "59144, ETH",
    "56, BNB",
    "100, xDAI",
    "137, POL",
    "146, S",
    "5000, MNT",
    "42220, CELO",
    "43114, AVAX"
  })
  void knowsTheCoinsOfCommonChains(long chain, String symbol) {
    assertThat(NativeCoins.of(Chain.evm(chain))).contains(symbol);
    assertThat(NativeCoins.amount(Chain.evm(chain), Wei.parseEther("1200.5")))
        .isEqualTo("1,200.5 " + symbol);
  }

  @Test
  void givesACoinThatNobodyNamedNoName() {
    assertThat(NativeCoins.of(Chain.evm(4_242))).isEmpty();
    assertThat(NativeCoins.amount(Chain.evm(4_242), Wei.parseEther("2")))
        .isEqualTo("2 of the native coin");
  }

  @ParameterizedTest
  @CsvSource({"100, ETH", "100, eth", "137, ETH", "56, Eth", "10, OP", "42161, ARB"})
  void refusesAProfileThatTakesEtherForAnotherCoin(long chain, String symbol) {
    assertThatThrownBy(() -> ChainProfile.of("other", Chain.evm(chain), symbol))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(NetworkProblem.CHAIN_PROFILE_COIN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChainProfile("other", Chain.evm(chain), symbol));
  }

  @ParameterizedTest
  @CsvSource({"100, xDAI", "100, XDAI", "137, POL", "137, MATIC", "10, ETH", "4242, ETH"})
  void takesWhatACoinIsOrWasCalled(long chain, String symbol) throws ProblemException {
    assertThat(ChainProfile.of("other", Chain.evm(chain), symbol).nativeSymbol()).isEqualTo(symbol);
  }
}
