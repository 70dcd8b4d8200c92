package org.foresign.practice.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.junit.jupiter.api.Test;

class PracticeDepositsTest {
  private static final Address OWNER = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");

  private final PracticeDeposits deposits = new PracticeDeposits(Networks.PRACTICE);

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
