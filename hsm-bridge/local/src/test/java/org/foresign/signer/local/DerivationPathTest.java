package org.foresign.signer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresign.signer.local.Vectors.assertProblem;

import java.util.Collections;
import java.util.List;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;

class DerivationPathTest {
  @Test
  void readsWhatItWrites() throws ProblemException {
    for (String text :
        List.of(
            "m",
            "m/0",
            "m/44'/60'/0'/0/0",
            "m/2147483647'/2147483647",
            "m/44'/60'/7'/0/0",
            "m/1/2/3/4/5/6/7/8'")) {
      assertThat(DerivationPath.parse(text)).hasToString(text);
    }
    assertThat(DerivationPath.parse("m/44h/60H/0'/0/5")).isEqualTo(DerivationPath.standard(5));
  }

  @Test
  void knowsTheSchemesOfCommonWallets() {
    assertThat(PathScheme.STANDARD.path(3)).hasToString("m/44'/60'/0'/0/3");
    assertThat(PathScheme.LEDGER_LIVE.path(3)).hasToString("m/44'/60'/3'/0/0");
    assertThat(PathScheme.LEDGER_LEGACY.path(3)).hasToString("m/44'/60'/0'/3");
    assertThatThrownBy(() -> PathScheme.STANDARD.path(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesOnlyPlacesWhereWalletsKeepEthereumAccounts() throws ProblemException {
    for (String text :
        List.of("m/44'/60'/0'/0/0", "m/44'/60'/7'/0/0", "m/44'/60'/2'/0/9", "m/44'/60'/0'/12")) {
      assertThat(PathScheme.parse(text)).hasToString(text);
    }
    for (PathScheme scheme : PathScheme.values()) {
      for (int index : new int[] {0, 1, 19, Integer.MAX_VALUE}) {
        assertThat(PathScheme.parse(scheme.path(index).toString())).isEqualTo(scheme.path(index));
      }
    }
    // BIP-44 of Bitcoin, testnets, Ethereum Classic and Solana; BIP-49, 84, 86; EIP-2334; no marks.
    for (String foreign :
        List.of(
            "m",
            "m/0",
            "m/0'/0'/0'",
            "m/44'/0'/0'/0/0",
            "m/44'/1'/0'/0/0",
            "m/44'/61'/0'/0/0",
            "m/44'/501'/0'/0'",
            "m/49'/60'/0'/0/0",
            "m/84'/0'/0'/0/0",
            "m/86'/60'/0'/0/0",
            "m/12381/3600/0/0/0",
            "m/44/60/0/0/0",
            "m/44'/60/0'/0/0",
            "m/44'/60'/0/0/0",
            "m/44'/60'/0'",
            "m/44'/60'/1'/5",
            "m/44'/60'/0'/1/0",
            "m/44'/60'/0'/0'/0",
            "m/44'/60'/0'/0/0'",
            "m/44'/60'/0'/0'",
            "m/44'/60'/0'/0/0/0")) {
      assertProblem(KeyProblem.KEY_PATH_FOREIGN, () -> PathScheme.parse(foreign));
    }
    assertProblem(KeyProblem.KEY_PATH_INVALID, () -> PathScheme.parse("44'/60'/0'/0/0"));
  }

  @Test
  void refusesEverythingElse() {
    for (String text :
        List.of(
            "",
            "M/0",
            "/0",
            "m/",
            "m//0",
            "m/0/",
            "m/-1",
            "m/+1",
            "m/01",
            "m/2147483648",
            "m/4294967296",
            "m/99999999999999999999",
            "m/0''",
            "m/'",
            "m/0x1",
            "m/ 0",
            "m/0 ",
            "m/\u0661",
            "m0",
            "44'/60'",
            "m/1/2/3/4/5/6/7/8/9",
            "m/2147483647'/2147483647'/2147483647'/2147483647'/2147483647'/2147483647'")) {
      assertProblem(KeyProblem.KEY_PATH_INVALID, () -> DerivationPath.parse(text));
    }
    assertProblem(
        KeyProblem.KEY_PATH_INVALID,
        () -> DerivationPath.parse("m" + String.join("", Collections.nCopies(100_000, "/0"))));
  }
}
