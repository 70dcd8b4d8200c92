package org.foresign.desk.staking;

import java.util.List;
import org.foresign.model.eth.Network;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.StakingProblem;

/**
 * A deposit file whose every entry passed every check.
 *
 * @param network the one network of all entries
 * @param deposits in the file's order, at least one, no key twice
 */
public record DepositFile(Network network, List<DepositData> deposits) {
  public DepositFile {
    deposits = List.copyOf(deposits);
  }

  /**
   * Refuses what can be read but not planned: credentials without an address, a retired network, or
   * another one than {@code planned}.
   *
   * @throws ProblemException with a {@link StakingProblem}
   */
  public void requirePlannable(Network planned) throws ProblemException {
    for (int i = 0; i < deposits.size(); i++) {
      DepositData deposit = deposits.get(i);
      if (!deposit.credentials().kind().plannable()) {
        throw Problem.of(
                StakingProblem.DEPOSIT_CREDENTIALS_BLS,
                "entry " + (i + 1),
                "key " + deposit.publicKey(),
                "credentials " + deposit.credentials())
            .asException();
      }
    }
    if (!network.plannable()) {
      throw Problem.of(StakingProblem.DEPOSIT_NETWORK_RETIRED, "network " + network.name())
          .asException();
    }
    if (!network.equals(planned)) {
      throw Problem.of(
              StakingProblem.DEPOSIT_NETWORK_OTHER,
              "file for " + network.name(),
              "asked for " + planned.name())
          .asException();
    }
  }
}
