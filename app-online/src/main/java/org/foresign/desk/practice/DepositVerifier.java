package org.foresign.desk.practice;

import org.foresign.model.staking.DepositData;

/** Whether the signature of a first deposit is right on this network. */
@FunctionalInterface
interface DepositVerifier {
  boolean isValid(DepositData deposit);
}
