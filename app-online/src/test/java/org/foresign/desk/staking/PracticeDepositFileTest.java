package org.foresign.desk.staking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.foresign.crypto.Bls;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.CredentialRule;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.practice.chain.PracticeDeposits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PracticeDepositFileTest {
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
}
