package org.foresign.desk.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.foresign.crypto.Bls;
import org.foresign.desk.staking.DepositFileReader;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.CredentialRule;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PracticeDepositsTest {
  private static final Address OWNER = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");

  private final PracticeDeposits deposits = new PracticeDeposits(Networks.PRACTICE);

  @Test
  void writesAFileThatTheReaderOfRealFilesTakes(@TempDir Path folder)
      throws IOException, ProblemException {
    List<DepositData> made =
        deposits.signed(3, 5, WithdrawalCredentials.compounding(OWNER), Gwei.ofEther(64));
    Path file = folder.resolve("deposit_data-practice.json");
    Files.writeString(file, deposits.file(made));

    assertThat(
            new DepositFileReader(Bls.best())
                .readForPlan(file, Networks.PRACTICE, new CredentialRule.PaysTo(Set.of(OWNER)))
                .deposits())
        .isEqualTo(made);
  }

  @Test
  void validatorsOfGenesisAreActiveFromTheFirstBlockOn() {
    DepositData plain = deposits.atGenesis(0, WithdrawalCredentials.eth1(OWNER), Gwei.ofEther(32));
    DepositData large =
        deposits.atGenesis(1, WithdrawalCredentials.compounding(OWNER), new Gwei(40_500_000_000L));
    try (PracticeChain chain = PracticeChain.builder().validators(List.of(plain, large)).build()) {
      assertThat(chain.validatorStatus(plain.publicKey())).isEqualTo(Optional.of("active_ongoing"));
      Validator compounding = chain.ledger().beacon().state().find(large.publicKey()).orElseThrow();
      assertThat(compounding.balance()).isEqualTo(new Gwei(40_500_000_000L));
      assertThat(compounding.effectiveBalance()).isEqualTo(Gwei.ofEther(40));
      chain.mine(12);
      assertThat(chain.validatorStatus(large.publicKey())).isEqualTo(Optional.of("active_ongoing"));
    }
  }
}
